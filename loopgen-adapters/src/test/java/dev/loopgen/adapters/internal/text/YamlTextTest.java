package dev.loopgen.adapters.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class YamlTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain words",
        "",
        " leading",
        "trailing ",
        "yes",
        "NO",
        "null",
        "~",
        "true",
        "12",
        "0x1f",
        "1e3",
        "1_000",
        ".inf",
        "-",
        "- item",
        "key: value",
        "a #comment",
        "#comment",
        "\"quoted\"",
        "'single'",
        "back\\slash",
        "line\nbreak",
        "line\r\nbreak",
        "tab\there",
        "\u001b[31mred",
        "\u0085next",
        "\u2028separator",
        "\ufeffmark",
        "*alias",
        "&anchor",
        "!tag",
        "%YAML 1.1",
        "---",
        "...",
        "{a: 1}",
        "[a]",
        "| block",
        "> folded",
        "@at",
        "`tick`",
        "? key",
        "a: b\n  - c\nloops: []",
        "\"\nforbiddenPaths: []\n\"",
        "\ud83d\ude00 smile"
      })
  void string_anywhere_isReadBackAsItIs(String text) {
    Json.Obj object =
        Json.object()
            .put("value", text)
            .put("list", Json.strings(List.of(text, "second")))
            .put("objects", List.of(Json.object().put("inner", text).put("more", 1).build()))
            .put("end", true)
            .build();

    Object read = new Load(LoadSettings.builder().build()).loadFromString(YamlText.of(object));

    assertThat(read)
        .isEqualTo(
            java.util.Map.of(
                "value",
                text,
                "list",
                List.of(text, "second"),
                "objects",
                List.of(java.util.Map.of("inner", text, "more", 1)),
                "end",
                true));
  }

  @Test
  void key_withMarkup_isQuoted() {
    assertThat(YamlText.of(Json.object().put("a: b", "c").build())).isEqualTo("\"a: b\": c\n");
  }

  @Test
  void emptyCollections_standOnTheLineOfTheirKey() {
    Json.Obj object =
        Json.object().put("list", List.of()).put("object", Json.object().build()).build();

    assertThat(YamlText.of(object)).isEqualTo("list: []\nobject: {}\n");
  }
}
