package dev.loopgen.api;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes a value of any record, enum and sealed type of the api, for tests that need one each. */
final class Samples {

  private static final String HEX = "0123456789".repeat(4);

  private static final Map<Class<?>, Object> LEAVES =
      Map.ofEntries(
          Map.entry(String.class, "sample"),
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(boolean.class, true),
          Map.entry(Path.class, Path.of("sample")),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(Json.Obj.class, Json.object().build()),
          Map.entry(GitId.class, GitId.of(HEX)),
          Map.entry(RepoPath.class, RepoPath.of("sample")),
          Map.entry(
              PathChange.class,
              new PathChange(
                  RepoPath.of("sample"), null, new TreeEntry(FileMode.REGULAR, GitId.of(HEX)))),
          Map.entry(
              Waiver.class,
              new Waiver(GateRule.FRESHNESS, null, "sample", "sample", LocalDate.EPOCH)),
          Map.entry(LocalDate.class, LocalDate.EPOCH),
          Map.entry(Check.Verified.class, verified()),
          Map.entry(Sha256.class, Sha256.of(new byte[32])));

  private Samples() {}

  private static Check<String> verified() {
    return new Check.Verified<>() {
      @Override
      public Optional<String> verified() {
        return Optional.of("sample");
      }

      @Override
      public String describe() {
        return "sample";
      }
    };
  }

  /** Returns the constants of an enum, or one value of each kind of a sealed type. */
  static Stream<Object> everyKindOf(Class<?> type) {
    return type.isEnum() ? Stream.of(type.getEnumConstants()) : kinds(type).map(Samples::of);
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Samples::kinds)
        : Stream.of(type);
  }

  private static Object of(Class<?> type) {
    if (LEAVES.containsKey(type)) {
      return LEAVES.get(type);
    }
    if (GateDecision.class.isAssignableFrom(type)) {
      return decision(type);
    }
    if (type.isRecord()) {
      return made(type);
    }
    if (type.isEnum() || type.isSealed()) {
      return everyKindOf(type).findFirst().orElseThrow();
    }
    throw new AssertionError("no sample of " + type);
  }

  private static GateDecision decision(Class<?> type) {
    GateSubject subject =
        new GateSubject(
            "sample",
            GitId.of(HEX),
            null,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            Instant.EPOCH);
    Finding.Outcome outcome =
        type == GateDecision.Accepted.class
            ? Finding.Outcome.MET
            : type == GateDecision.Refused.class
                ? Finding.Outcome.BROKEN
                : Finding.Outcome.UNDECIDED;
    return GateDecision.of(
        subject,
        Stream.of(GateRule.LEDGER, GateRule.PASSING_RUN)
            .map(rule -> new Finding(rule, null, outcome, "sample", "sample", "sample", List.of()))
            .toList());
  }

  private static Object made(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values =
        Stream.of(components).map(RecordComponent::getGenericType).map(Samples::value).toArray();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
      throw new AssertionError(e);
    } catch (InvocationTargetException e) {
      throw new AssertionError("no sample of " + type, e.getCause());
    }
  }

  private static Object value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Object item = value(generic.getActualTypeArguments()[0]);
      Class<?> raw = (Class<?>) generic.getRawType();
      return raw == Map.class ? Map.of() : raw == Set.class ? Set.of(item) : List.of(item);
    }
    return of((Class<?>) type);
  }
}
