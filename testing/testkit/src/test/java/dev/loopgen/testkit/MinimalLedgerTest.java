package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A ledger of append, heads and entries alone keeps the contract and is verified. */
@Tag("slow")
final class MinimalLedgerTest extends AuditLedgerContract {

  private static final Map<Path, List<AuditEntry>> STORAGE = new ConcurrentHashMap<>();

  private record MinimalLedger(List<AuditEntry> stored) implements AuditLedger {

    @Override
    public AuditEntry append(Json.Obj facts) {
      synchronized (stored) {
        Optional<String> id = facts.string("entryId");
        if (id.isEmpty() || stored.stream().anyMatch(entry -> entry.entryId().equals(id))) {
          throw new IllegalArgumentException("there is no id of its own");
        }
        AuditEntry entry = AuditEntry.link(facts, EntryGraph.of(this).heads().toList());
        stored.add(entry);
        return entry;
      }
    }

    @Override
    public List<TreeHead> heads() {
      EntryGraph graph = EntryGraph.of(this);
      return graph.heads().flatMap(head -> graph.treeHead(head).stream()).toList();
    }

    @Override
    public Stream<AuditEntry> entries() {
      synchronized (stored) {
        return List.copyOf(stored).stream();
      }
    }
  }

  @Override
  protected AuditLedger open(Path directory) {
    return new MinimalLedger(STORAGE.computeIfAbsent(directory, d -> new ArrayList<>()));
  }

  @Override
  protected void tamper(Path directory, int index, Json.@Nullable Obj replacement) {
    List<AuditEntry> stored = STORAGE.computeIfAbsent(directory, d -> new ArrayList<>());
    if (replacement == null) {
      stored.remove(index);
    } else {
      stored.set(index, new AuditEntry(replacement));
    }
  }

  @Test
  void verify_mergedHistories_isForkedUntilAnEntryJoinsThem() {
    AuditEntry root = link("root");
    AuditEntry left = link("left", root);
    AuditEntry right = link("right", root);
    MinimalLedger ledger = of(root, left, right);

    assertThat(ledger.verify())
        .isInstanceOfSatisfying(
            ChainStatus.Forked.class, forked -> assertThat(forked.heads()).hasSize(2));

    ledger.append(LedgerFacts.passing("joined"));

    assertThat(ledger.verify().heads()).hasSize(1);
    assertThat(ledger.verify().isIntact()).isTrue();
  }

  @Test
  void verify_entriesSwappedOrTwice_areNamed() {
    AuditEntry root = link("root");
    AuditEntry next = link("next", root);

    assertThat(of(next, root).verify()).isEqualTo(new ChainStatus.Reordered(0, 1));
    assertThat(of(root, next, next).verify()).isEqualTo(new ChainStatus.Duplicated(2, 3));
  }

  @Test
  void verify_idOfAnotherEntry_isNamed() {
    AuditEntry root = link("root");

    assertThat(of(root, link("root", root)).verify())
        .isEqualTo(new ChainStatus.DuplicateId(1, 2, "root"));
  }

  @Test
  void verify_linkThatIsNoHash_isMalformedAndNoRoot() {
    for (Json link : List.of(Json.of("none"), Json.of(1), Json.of(""))) {
      assertThat(of(hashed(with(link("root").json(), "prevHash", link))).verify())
          .isInstanceOf(ChainStatus.Malformed.class);
    }
    assertThat(
            of(hashed(with(link("root").json(), "parents", Json.strings(List.of("x"))))).verify())
        .isInstanceOf(ChainStatus.Malformed.class);
  }

  @Test
  void verify_passThatContradictsItself_isInconsistent() {
    Json.Obj facts = with(LedgerFacts.passing("root"), "verification", Json.object().build());

    assertThat(of(AuditEntry.link(facts, List.of())).verify())
        .isInstanceOf(ChainStatus.Inconsistent.class);
  }

  @Test
  void verify_entryOfAnotherRepository_isForeign() {
    Json.Obj head = Json.object().put("rootCommit", "9".repeat(40)).build();
    Json.Obj facts =
        with(LedgerFacts.passing("root"), "judgement", Json.object().put("head", head).build());
    MinimalLedger ledger = of(AuditEntry.link(facts, List.of()));

    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(ledger.verify(new LedgerExpectation(List.of(), Set.of("8".repeat(40)))))
        .isInstanceOf(ChainStatus.Foreign.class);
  }

  @Test
  void verify_otherSchemaOrUnreadable_isNotIntact() {
    AuditEntry entry = hashed(with(link("root").json(), "schemaVersion", Json.of("2")));
    AuditLedger unreadable =
        new AuditLedger() {
          @Override
          public AuditEntry append(Json.Obj facts) {
            throw new LedgerException("No.");
          }

          @Override
          public List<TreeHead> heads() {
            return List.of();
          }

          @Override
          public Stream<AuditEntry> entries() {
            return Stream.of("line")
                .map(
                    line -> {
                      throw new LedgerException("It is no entry.");
                    });
          }
        };

    assertThat(of(entry).verify()).isInstanceOf(ChainStatus.UnknownSchema.class);
    assertThat(unreadable.verify()).isInstanceOf(ChainStatus.Unreadable.class);
  }

  private static MinimalLedger of(AuditEntry... entries) {
    return new MinimalLedger(new ArrayList<>(List.of(entries)));
  }

  private static AuditEntry link(String id, AuditEntry... parents) {
    return AuditEntry.link(
        LedgerFacts.passing(id),
        Stream.of(parents).map(parent -> Sha256.ofHex(parent.hash().orElseThrow())).toList());
  }

  private static AuditEntry hashed(Json.Obj json) {
    return new AuditEntry(with(json, "hash", Json.of(new AuditEntry(json).computedHash())));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.ObjectBuilder changed = Json.object();
    object
        .members()
        .forEach((member, old) -> changed.put(member, member.equals(name) ? value : old));
    if (object.find(name).isEmpty()) {
      changed.put(name, value);
    }
    return changed.build();
  }
}
