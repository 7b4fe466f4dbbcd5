package dev.loopgen.maven.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Holds {@code docs/maven-plugin.md} to the descriptor of the plugin and to its test projects. */
final class PluginDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "maven-plugin.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(loopgen\\.\\w+)` \\| (yes)? ?\\|");
  private static final Pattern GOAL = Pattern.compile("(?m)^\\| `loopgen:(\\w+)` \\| ([^|]*) \\|");

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "verify", "init"})
  void settings_ofAGoal_areThoseOfItsDescriptor(String goal) throws Exception {
    Set<String> documented = new TreeSet<>();
    rows("### All goals").forEach(row -> documented.add(row.group(1)));
    rows("### `loopgen:" + goal + "`").forEach(row -> documented.add(row.group(1)));

    assertThat(documented)
        .isEqualTo(
            new TreeSet<>(
                parameters(goal).stream().map(name -> "loopgen." + text(name, "name")).toList()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "check", "verify", "init"})
  void settings_thatAreProtected_areSaidToBe(String goal) throws Exception {
    Set<String> documented = new TreeSet<>();
    Stream.concat(rows("### All goals"), rows("### `loopgen:" + goal + "`"))
        .filter(row -> row.group(2) != null)
        .forEach(row -> documented.add(row.group(1)));

    assertThat(documented)
        .isEqualTo(
            new TreeSet<>(
                parameters(goal).stream()
                    .filter(
                        parameter -> text(parameter, "description").contains("command line only"))
                    .map(parameter -> "loopgen." + text(parameter, "name"))
                    .toList()));
  }

  @Test
  void descriptor_everyParameter_isDescribedAndSetByItsProperty() throws Exception {
    for (Element mojo : mojos()) {
      for (Element parameter : parameters(text(mojo, "goal"))) {
        String name = text(parameter, "name");
        assertThat(text(parameter, "description")).as(name).isNotBlank();
        assertThat(children(children(mojo, "configuration").get(0), name).get(0).getTextContent())
            .isEqualTo("${loopgen." + name + "}");
      }
    }
  }

  @Test
  void goals_andTheirPhases_areThoseOfTheDescriptor() throws Exception {
    List<String> documented =
        GOAL.matcher(section("## Goals"))
            .results()
            .map(row -> row.group(1) + " " + row.group(2).split(",")[0].replace("`", ""))
            .toList();

    List<String> described = new ArrayList<>();
    for (Element mojo : mojos()) {
      List<Element> phase = children(mojo, "phase");
      described.add(
          text(mojo, "goal") + " " + (phase.isEmpty() ? "none" : phase.get(0).getTextContent()));
      assertThat(text(mojo, "threadSafe")).isEqualTo("true");
      assertThat(text(mojo, "aggregator")).isEqualTo("true");
    }
    assertThat(documented).containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void pomBlock_isThatOfAProjectThatIsBuilt() throws IOException {
    String block = section("# The Maven plugin").split("```xml\n")[1].split("```")[0];
    String pom = Files.readString(Path.of("src", "it", "single", "pom.xml"));

    assertThat(pom.replace("@loopgen.version@", "0.1.0-SNAPSHOT")).contains(block.indent(6));
  }

  private static Stream<MatchResult> rows(String heading) throws IOException {
    return ROW.matcher(section(heading)).results();
  }

  /** Returns what is between a heading and the next one. */
  private static String section(String heading) throws IOException {
    String page = Files.readString(DOCUMENT);
    assertThat(page).contains(heading + "\n");
    return page.substring(page.indexOf(heading + "\n") + heading.length()).split("(?m)^#+ ")[0];
  }

  private static List<Element> parameters(String goal) throws Exception {
    Element mojo =
        mojos().stream()
            .filter(found -> text(found, "goal").equals(goal))
            .findFirst()
            .orElseThrow();
    return children(children(mojo, "parameters").get(0), "parameter").stream()
        .filter(parameter -> text(parameter, "editable").equals("true"))
        .toList();
  }

  private static List<Element> mojos() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            PluginDocumentTest.class.getResourceAsStream("/META-INF/maven/plugin.xml"))) {
      Element plugin =
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
      return children(children(plugin, "mojos").get(0), "mojo");
    }
  }

  private static String text(Element parent, String child) {
    return children(parent, child).get(0).getTextContent();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int at = 0; at < nodes.getLength(); at++) {
      if (nodes.item(at) instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }
}
