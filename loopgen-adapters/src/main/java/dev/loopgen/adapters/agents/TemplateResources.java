package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.scan.CommandKind;
import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Reads the templates, which are resources of this module. */
final class TemplateResources {

  static final List<LoopTemplate> ALL =
      new String(bytes("index.txt"), StandardCharsets.UTF_8)
          .lines()
          .map(TemplateResources::read)
          .toList();

  private TemplateResources() {}

  private static LoopTemplate read(String id) {
    Json.Obj source = (Json.Obj) Json.parse(bytes(id + ".json"));
    Json.Obj trigger = source.object("trigger").orElseThrow();
    return new LoopTemplate(
        id,
        text(source, "title"),
        text(source, "summary"),
        TemplateCategory.valueOf(constant(text(source, "category"))),
        texts(source, "audience"),
        text(source, "difficulty"),
        source.bool("recommended").orElseThrow(),
        text(source, "expectedOutcome"),
        text(source, "goal"),
        text(trigger, "type"),
        texts(trigger, "sources"),
        texts(source, "context"),
        texts(source, "actions"),
        texts(source, "checks").stream().map(kind -> CommandKind.valueOf(constant(kind))).toList(),
        source.bool("network").orElseThrow());
  }

  private static String constant(String id) {
    return id.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String text(Json.Obj source, String name) {
    return source.string(name).orElseThrow();
  }

  private static List<String> texts(Json.Obj source, String name) {
    return source.array(name).orElseThrow().stream()
        .map(element -> ((Json.Text) element).value())
        .toList();
  }

  private static byte[] bytes(String name) {
    try (InputStream in = TemplateResources.class.getResourceAsStream("templates/" + name)) {
      if (in == null) {
        throw new IOException("the resource " + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
