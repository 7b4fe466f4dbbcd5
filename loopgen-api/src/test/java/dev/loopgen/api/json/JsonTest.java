package dev.loopgen.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonTest {

  private static final Json.Obj SAMPLE =
      Json.object()
          .put("text", "a")
          .put("number", 1)
          .put("yes", true)
          .put("list", List.of(Json.NULL))
          .put("object", Json.object().put("inner", 2).build())
          .put("null", Json.NULL)
          .build();

  @Test
  void object_members_keepTheirOrder() {
    Json.Obj object = Json.object().put("b", 1).put("a", 2).put("c", 3).build();

    assertThat(object.members().keySet()).containsExactly("b", "a", "c");
  }

  @Test
  void object_sameMembersInAnotherOrder_isEqual() {
    Json.Obj one = Json.object().put("a", 1).put("b", 2).build();
    Json.Obj other = Json.object().put("b", 2).put("a", 1).build();

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  @Test
  void object_nullMemberAndAbsentMember_differ() {
    assertThat(Json.object().put("a", Json.NULL).build()).isNotEqualTo(Json.object().build());
  }

  @Test
  void object_mapChangedAfterwards_keepsItsMembers() {
    Map<String, Json> members = new LinkedHashMap<>(Map.of("a", Json.TRUE));

    Json.Obj object = new Json.Obj(members);
    members.put("b", Json.TRUE);

    assertThat(object.members()).containsOnlyKeys("a");
  }

  @Test
  void object_builderUsedAfterwards_keepsItsMembers() {
    Json.ObjectBuilder builder = Json.object().put("a", 1);

    Json.Obj object = builder.build();
    builder.put("b", 2);

    assertThat(object.members()).containsOnlyKeys("a");
  }

  @Test
  void members_ofAnObject_cannotBeChanged() {
    assertThatThrownBy(() -> SAMPLE.members().put("x", Json.NULL))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void object_nullNameOrValue_isRefused() {
    Map<String, Json> nullValue = new LinkedHashMap<>();
    nullValue.put("a", null);
    Map<String, Json> nullName = new LinkedHashMap<>();
    nullName.put(null, Json.NULL);

    assertThatNullPointerException().isThrownBy(() -> new Json.Obj(nullValue));
    assertThatNullPointerException().isThrownBy(() -> new Json.Obj(nullName));
  }

  @Test
  void put_nameTakenAlready_isRefusedByName() {
    Json.ObjectBuilder builder = Json.object().put("twice", 1);

    assertThatThrownBy(() -> builder.put("twice", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("duplicate member twice");
  }

  @Test
  void putIfPresent_empty_addsNothing() {
    Json.Obj object =
        Json.object()
            .putIfPresent("absent", Optional.empty())
            .putIfPresent("present", Optional.of(Json.TRUE))
            .build();

    assertThat(object.members()).containsExactly(Map.entry("present", Json.TRUE));
  }

  @Test
  void find_member_findsEachTypeUnderItsOwnQuery() {
    assertThat(SAMPLE.find("null")).contains(Json.NULL);
    assertThat(SAMPLE.string("text")).contains("a");
    assertThat(SAMPLE.bool("yes")).contains(true);
    assertThat(SAMPLE.array("list")).contains(List.of(Json.NULL));
    assertThat(SAMPLE.object("object")).contains(Json.object().put("inner", 2).build());
  }

  @Test
  void find_missingMember_isEmpty() {
    assertThat(SAMPLE.find("absent")).isEmpty();
    assertThat(SAMPLE.string("absent")).isEmpty();
    assertThat(SAMPLE.bool("absent")).isEmpty();
    assertThat(SAMPLE.array("absent")).isEmpty();
    assertThat(SAMPLE.object("absent")).isEmpty();
  }

  @Test
  void find_memberOfAnotherType_isEmpty() {
    assertThat(SAMPLE.string("number")).isEmpty();
    assertThat(SAMPLE.bool("text")).isEmpty();
    assertThat(SAMPLE.array("object")).isEmpty();
    assertThat(SAMPLE.object("list")).isEmpty();
    assertThat(SAMPLE.bool("null")).isEmpty();
  }

  @Test
  void array_listChangedAfterwards_keepsItsElements() {
    List<Json> elements = new ArrayList<>(List.of(Json.TRUE));

    Json.Array array = new Json.Array(elements);
    elements.add(Json.FALSE);

    assertThat(array.elements()).containsExactly(Json.TRUE);
  }

  @Test
  void array_nullElement_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new Json.Array(Arrays.asList(Json.TRUE, null)));
  }

  @Test
  void number_negativeZero_equalsZero() {
    assertThat(Json.of(-0.0)).isEqualTo(Json.of(0.0)).hasSameHashCodeAs(Json.of(0.0));
  }

  @Test
  void of_differentTypesThatReadAlike_differ() {
    assertThat(Json.of("1")).isNotEqualTo(Json.of(1));
    assertThat(Json.of("true")).isNotEqualTo(Json.TRUE);
    assertThat(Json.of("null")).isNotEqualTo(Json.NULL);
    assertThat(Json.FALSE).isNotEqualTo(Json.NULL);
  }

  @Test
  void of_boolean_isTheLiteral() {
    assertThat(Json.of(true)).isSameAs(Json.TRUE);
    assertThat(Json.of(false)).isSameAs(Json.FALSE);
  }

  @Test
  void of_nullText_isRefused() {
    assertThatNullPointerException().isThrownBy(() -> Json.of((String) null));
  }
}
