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

final class CanonicalJsonTest {

  @Provide
  Arbitrary<Map<String, String>> members() {
    Arbitrary<String> text = Arbitraries.strings().all().ofMaxLength(4);
    return Arbitraries.maps(text, text).ofMaxSize(6);
  }

  @Property
  void write_anyOrderOfMembers_isTheSame(
      @ForAll("members") Map<String, String> members, @ForAll long seed) {
    List<String> names = new ArrayList<>(members.keySet());
    Collections.shuffle(names, new Random(seed));
    Json.ObjectBuilder shuffled = Json.object();
    names.forEach(name -> shuffled.put(name, members.get(name)));
    Json.ObjectBuilder straight = Json.object();
    members.forEach(straight::put);

    assertThat(CanonicalJson.write(shuffled.build()))
        .isEqualTo(CanonicalJson.write(straight.build()));
  }

  @Property
  void write_anyText_losesNothingInUtf8(@ForAll("members") Map<String, String> members) {
    Json.ObjectBuilder object = Json.object();
    members.forEach(object::put);
    String written = CanonicalJson.write(object.build());

    assertThat(new String(written.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(written);
  }

  @Test
  void write_namesBeyondTheBasicPlane_areSortedByUtf16CodeUnits() {
    Json.Obj object = Json.object().put("\ufb33", 1).put("\ud83d\ude00", 2).build();

    assertThat(CanonicalJson.write(object)).isEqualTo("{\"\ud83d\ude00\":2,\"\ufb33\":1}");
  }

  @Test
  void write_absentAndNull_differ() {
    assertThat(CanonicalJson.sha256(Json.object().put("a", Json.NULL).build()))
        .isNotEqualTo(CanonicalJson.sha256(Json.object().build()));
  }

  @Test
  void write_protoMember_isAMemberLikeAnyOther() {
    assertThat(CanonicalJson.write(Json.object().put("__proto__", 1).build()))
        .isEqualTo("{\"__proto__\":1}");
  }

  @Test
  void write_loneSurrogateAndControls_areEscapedInLowerCase() {
    assertThat(CanonicalJson.write(Json.of("\udead\u001f\u007f\u2028\t")))
        .isEqualTo("\"\\udead\\u001f\u007f\u2028\\t\"");
  }
}
