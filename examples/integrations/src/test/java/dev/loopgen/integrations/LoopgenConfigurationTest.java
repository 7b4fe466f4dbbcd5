package dev.loopgen.integrations;

import static dev.loopgen.testkit.assertion.LoopgenAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@LoopgenTest
@Tag("slow")
final class LoopgenConfigurationTest {

  @Configuration(proxyBeanMethods = false)
  static class Meters {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  @Test
  void application_judgesAndDecides(LoopgenProject project) throws Exception {
    project.loop("check", "git --version").write("a.txt", "one\n").commit("Start");
    project.git("branch", "trusted");
    project.write("a.txt", "two\n");

    try (ConfigurableApplicationContext context = application(project)) {
      assertThat(context.getBean(LoopRunner.class).run(RunRequest.of("check"))).passed();
      assertThat(context.getBean(Gate.class).decide().findings()).isNotEmpty();
      assertThat(context.getBean(MeterRegistry.class).get("loopgen.runs").counter().count())
          .isEqualTo(1);
    }
  }

  private static ConfigurableApplicationContext application(LoopgenProject project) {
    return new SpringApplicationBuilder(LoopgenConfiguration.class, Meters.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties("loopgen.project=" + project.directory(), "loopgen.trust=trusted")
        .run();
  }
}
