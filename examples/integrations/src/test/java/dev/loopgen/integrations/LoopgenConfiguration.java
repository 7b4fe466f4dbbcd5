package dev.loopgen.integrations;

import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

// begin spring
@Configuration(proxyBeanMethods = false)
class LoopgenConfiguration {

  private final Path project;
  private final Trust trust;

  LoopgenConfiguration(
      @Value("${loopgen.project}") String project, @Value("${loopgen.trust}") String revision) {
    this.project = Path.of(project);
    this.trust = Trust.ref(revision);
  }

  @Bean
  LoopRunner loopRunner(MeterRegistry meters) {
    return Loopgen.runner(project).trust(trust).listener(new MeteredRuns(meters)).build();
  }

  @Bean
  Gate mergeGate() {
    return Loopgen.gate(project).trust(trust).build();
  }
}
// end spring
