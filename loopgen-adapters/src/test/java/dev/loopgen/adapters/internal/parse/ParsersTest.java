package dev.loopgen.adapters.internal.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ParsersTest {

  @Test
  void toml_withTablesListsAndDates_becomesJson() throws IOException {
    Json.Obj read =
        TomlText.parse(
            bytes(
                "day = 2026-01-02\n[a.b]\nname = \"x\"\nlist = [1, true, \"y\"]\n[[c]]\nd = 1\n"));

    assertThat(read.text())
        .isEqualTo(
            "{\"day\":\"2026-01-02\",\"a\":{\"b\":{\"name\":\"x\",\"list\":[1,true,\"y\"]}},"
                + "\"c\":[{\"d\":1}]}");
  }

  @Test
  void toml_thatIsNone_isRefused() {
    assertThatThrownBy(() -> TomlText.parse(bytes("a = = 1")))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("is not valid TOML");
  }

  @Test
  void xml_withNameSpace_isReadByLocalNames() throws IOException {
    XmlElement root =
        XmlElement.parse(
            bytes("<?xml version='1.0'?><!-- c --><p xmlns='u'><a> x </a><b><a>y</a></b></p>"));

    assertThat(root.child("a").orElseThrow().text()).isEqualTo("x");
    assertThat(root.below("a").map(XmlElement::text)).containsExactly("x", "y");
  }

  @Test
  void xml_withEntities_isRefused() {
    assertThatThrownBy(
            () ->
                XmlElement.parse(
                    bytes("<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><p>&e;</p>")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void xml_nestedTooDeeply_isRefused() {
    assertThatThrownBy(() -> XmlElement.parse(bytes("<a>".repeat(5000) + "</a>".repeat(5000))))
        .isInstanceOf(IOException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
