package dev.loopgen.core.internal.ledger.entry;

import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** The isolation of a run in its ledger entry: a level's name, or an object with what was tried. */
public final class IsolationRecord {

  private static final String NONE = Level.NONE.id();
  private static final String UNKNOWN = "unknown";

  private IsolationRecord() {}

  /**
   * Writes it.
   *
   * @param isolation the isolation, or empty if commands ran in one that nobody knows
   */
  public static Json write(Optional<ReachedIsolation> isolation) {
    return isolation.map(IsolationRecord::write).orElse(Json.of(UNKNOWN));
  }

  /** Writes it. */
  public static Json write(ReachedIsolation isolation) {
    if (isolation.level() == Level.NONE) {
      return Json.of(NONE);
    }
    return Json.object()
        .put("level", isolation.level().id())
        .put("network", isolation.network().id())
        .put("tool", isolation.tool())
        .put("toolVersion", isolation.toolVersion())
        .put("probes", probes(isolation.probes()))
        .build();
  }

  /** Puts results together that differ only in what the system said. */
  private static List<Json> probes(List<ProbeResult> results) {
    Map<List<String>, TreeSet<String>> details = new LinkedHashMap<>();
    for (ProbeResult result : results) {
      details
          .computeIfAbsent(
              List.of(result.probe().id(), result.outcome().id()), any -> new TreeSet<>())
          .add(result.detail());
    }
    List<Json> probes = new ArrayList<>();
    details.forEach(
        (kind, found) ->
            probes.add(
                Json.object()
                    .put("probe", kind.get(0))
                    .put("outcome", kind.get(1))
                    .put("found", Json.strings(List.copyOf(found)))
                    .build()));
    return probes;
  }

  /**
   * Reads it.
   *
   * @param recorded the member of an entry, or empty if it has none
   * @return the isolation; {@link ReachedIsolation#NONE} for everything that does not show one
   */
  public static ReachedIsolation read(Optional<Json> recorded) {
    try {
      return recorded
          .filter(Json.Obj.class::isInstance)
          .map(Json.Obj.class::cast)
          .flatMap(IsolationRecord::parse)
          .orElse(ReachedIsolation.NONE);
    } catch (IllegalArgumentException notShownByItsProbes) {
      return ReachedIsolation.NONE;
    }
  }

  private static Optional<ReachedIsolation> parse(Json.Obj object) {
    Optional<Level> level = named(Level.values(), Level::id, object.string("level"));
    Optional<Network> network = named(Network.values(), Network::id, object.string("network"));
    List<ProbeResult> results = new ArrayList<>();
    for (Json element : object.array("probes").orElse(List.of())) {
      List<ProbeResult> some = element instanceof Json.Obj probe ? results(probe) : List.of();
      if (some.isEmpty()) {
        return Optional.empty();
      }
      results.addAll(some);
    }
    return level.isEmpty() || network.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ReachedIsolation(
                level.get(),
                network.get(),
                object.string("tool").orElse(""),
                object.string("toolVersion").orElse(""),
                results));
  }

  private static List<ProbeResult> results(Json.Obj object) {
    Optional<Probe> probe = named(Probe.values(), Probe::id, object.string("probe"));
    Optional<Outcome> outcome = named(Outcome.values(), Outcome::id, object.string("outcome"));
    if (probe.isEmpty() || outcome.isEmpty()) {
      return List.of();
    }
    return object.array("found").orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(found -> new ProbeResult(probe.get(), outcome.get(), ((Json.Text) found).value()))
        .toList();
  }

  private static <T> Optional<T> named(T[] values, Function<T, String> id, Optional<String> name) {
    return Stream.of(values)
        .filter(value -> name.filter(id.apply(value)::equals).isPresent())
        .findFirst();
  }
}
