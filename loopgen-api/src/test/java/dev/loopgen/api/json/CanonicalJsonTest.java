package dev.loopgen.api.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {

  @Test
  void write_eachType_isCompact() {
    Json value =
        Json.object()
            .put("z", "text")
            .put("n", 1.5)
            .put("t", true)
            .put("f", false)
            .put("o", Json.object().build())
            .put("nothing", Json.NULL)
            .put("list", List.of(Json.of(1), Json.strings(List.of()), Json.of("x")))
            .build();

    assertThat(value.canonical())
        .isEqualTo(
            "{\"f\":false,\"list\":[1,[],\"x\"],\"n\":1.5,\"nothing\":null,\"o\":{},\"t\":true,"
                + "\"z\":\"text\"}");
  }

  @Test
  void write_namesAboveTheBasicPlane_areSortedByUtf16CodeUnits() {
    Json value = Json.object().put("\uff61", 1).put("\ud83d\ude00", 2).put("z", 3).build();

    assertThat(value.canonical()).isEqualTo("{\"z\":3,\"\ud83d\ude00\":2,\"\uff61\":1}");
  }

  @Test
  void write_namesThatAreNumbers_areSortedAsText() {
    Json value = Json.object().put("9", 1).put("10", 2).put("", 3).put("1", 4).build();

    assertThat(value.canonical()).isEqualTo("{\"\":3,\"1\":4,\"10\":2,\"9\":1}");
  }

  @Test
  void write_namesWithAMeaningInEcmaScript_areMembersLikeAnyOther() {
    Json value =
        Json.object()
            .put("constructor", 1)
            .put("__proto__", Json.object().put("toString", 2).build())
            .put("__pr", 3)
            .build();

    assertThat(value.canonical())
        .isEqualTo("{\"__pr\":3,\"__proto__\":{\"toString\":2},\"constructor\":1}");
  }

  @Test
  void write_arrays_keepTheirOrder() {
    assertThat(Json.strings(List.of("b", "a", "b")).canonical()).isEqualTo("[\"b\",\"a\",\"b\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "0000, \\u0000",
    "0007, \\u0007",
    "0008, \\b",
    "0009, \\t",
    "000a, \\n",
    "000b, \\u000b",
    "000c, \\f",
    "000d, \\r",
    "001f, \\u001f",
    "0022, \\\"",
    "005c, \\\\",
  })
  void write_controlQuoteAndBackslash_areEscaped(String unit, String expected) {
    assertThat(Json.of(unit(unit)).canonical()).isEqualTo("\"" + expected + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0020", "002f", "003c", "007f", "0085", "00e9", "2028", "2029", "fffd"})
  void write_otherCharacter_isNotEscaped(String unit) {
    assertThat(Json.of(unit(unit)).canonical()).isEqualTo("\"" + unit(unit) + "\"");
  }

  @Test
  void write_loneSurrogates_areLowerCaseEscapes() {
    assertThat(Json.of("\ud83d").canonical()).isEqualTo("\"\\ud83d\"");
    assertThat(Json.of("\ude00x").canonical()).isEqualTo("\"\\ude00x\"");
    assertThat(Json.of("\ude00\ud83d").canonical()).isEqualTo("\"\\ude00\\ud83d\"");
    assertThat(Json.of("\udbffx\udfff").canonical()).isEqualTo("\"\\udbffx\\udfff\"");
  }

  @Test
  void write_surrogatesAroundAPair_leaveThePairWhole() {
    assertThat(Json.of("\ud83d\ud83d\ude00\ude00").canonical())
        .isEqualTo("\"\\ud83d\ud83d\ude00\\ude00\"");
  }

  @Test
  void write_loneSurrogateInAName_isEscaped() {
    assertThat(Json.object().put("\ud800", 1).build().canonical()).isEqualTo("{\"\\ud800\":1}");
  }

  @Test
  void write_loneSurrogateAndItsSpelling_differ() {
    assertThat(Json.of("\\ud800").canonical()).isEqualTo("\"\\\\ud800\"");
  }

  @Test
  void write_thousandLevels_areWritten() {
    Json value = Json.NULL;
    for (int i = 0; i < 500; i++) {
      value = Json.object().put("a", List.of(value)).build();
    }

    assertThat(value.canonical()).isEqualTo("{\"a\":[".repeat(500) + "null" + "]}".repeat(500));
  }

  @Test
  void sha256_value_isThatOfTheUtf8CanonicalForm() {
    assertThat(Json.object().put("n", 0).build().sha256())
        .isEqualTo("f3013f933b9fb80ab6d995e7ad9da36f683837ba1d81e950c943d40111eac2f0");
    assertThat(Json.of("\u00e9").sha256())
        .isEqualTo("f2886017e9c7abacf804b54d64787dce2b611c9544ba21f3affdd126a6e50086");
  }

  @Test
  void sha256_absentAndNullMember_differ() {
    Json absent = Json.object().build();
    Json present = Json.object().put("a", Json.NULL).build();

    assertThat(absent.sha256()).isNotEqualTo(present.sha256());
  }

  @Property(tries = 300)
  void write_membersInAnyOrder_haveOneForm(@ForAll("members") Map<String, String> members) {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, new Random(names.hashCode()));
    Json.ObjectBuilder shuffled = Json.object();
    names.forEach(name -> shuffled.put(name, members.get(name)));
    Json.ObjectBuilder sorted = Json.object();
    names.stream().sorted().forEach(name -> sorted.put(name, members.get(name)));

    assertThat(shuffled.build()).isEqualTo(sorted.build());
    assertThat(shuffled.build().canonical()).isEqualTo(sorted.build().canonical());
  }

  @Property(tries = 500)
  void write_anyText_survivesUtf8(@ForAll("text") String text) {
    String canonical = Json.of(text).canonical();

    assertThat(new String(canonical.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(canonical);
  }

  @Property(tries = 1000)
  void write_twoTexts_haveOneFormOnlyIfEqual(
      @ForAll("text") String one, @ForAll("text") String other) {
    assertThat(Json.of(one).canonical().equals(Json.of(other).canonical()))
        .isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<Map<String, String>> members() {
    return Arbitraries.maps(text(), text()).ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars('a', '\\', '"', 'u', '\n', '\u0001', '\u00e9', '\uffff')
        .withChars('\ud800', '\udbff', '\udc00', '\udfff')
        .ofMaxLength(4);
  }

  private static String unit(String hex) {
    return String.valueOf((char) Integer.parseInt(hex, 16));
  }
}
