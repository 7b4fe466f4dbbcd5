package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Encodes the status of a source by its id and its parts, without loss. */
final class StatusCodec {

  private StatusCodec() {}

  static Json.Obj write(ChainStatus status) {
    Json.ObjectBuilder json = Json.object().put("id", status.id());
    if (status instanceof ChainStatus.AtEntry at) {
      json.put("index", FiguresWriter.whole(at.index()))
          .put("line", FiguresWriter.whole(at.line()));
    }
    json.putIfPresent("text", FiguresWriter.text(text(status)));
    if (status.isIntact()) {
      json.put("heads", status.heads().stream().map(StatusCodec::head).toList());
    }
    if (status instanceof ChainStatus.Forked forked) {
      json.put("size", FiguresWriter.whole(forked.size()))
          .put("repeated", FiguresWriter.whole(forked.repeated()));
    } else if (status instanceof ChainStatus.Truncated truncated) {
      json.put("size", FiguresWriter.whole(truncated.size()))
          .put("anchor", anchor(truncated.anchor()));
    } else if (status instanceof ChainStatus.Rewritten rewritten) {
      json.put("anchor", anchor(rewritten.anchor()));
    }
    return json.build();
  }

  private static @Nullable Object text(ChainStatus status) {
    if (status instanceof ChainStatus.Unreadable unreadable) {
      return unreadable.reason();
    }
    if (status instanceof ChainStatus.SymbolicLink link) {
      return link.path();
    }
    if (status instanceof ChainStatus.Malformed malformed) {
      return malformed.reason();
    }
    if (status instanceof ChainStatus.NonCanonical unusual) {
      return unusual.reason();
    }
    if (status instanceof ChainStatus.UnknownSchema unknown) {
      return unknown.version();
    }
    if (status instanceof ChainStatus.DuplicateId duplicate) {
      return duplicate.entryId();
    }
    if (status instanceof ChainStatus.Inconsistent inconsistent) {
      return inconsistent.reason();
    }
    return status instanceof ChainStatus.Foreign foreign ? foreign.rootCommit() : null;
  }

  private static Json.Obj head(TreeHead head) {
    return Json.object()
        .put("entry", head.entry().hex())
        .put("size", FiguresWriter.whole(head.size()))
        .put("root", head.root().hex())
        .build();
  }

  private static Json.Obj anchor(Anchor anchor) {
    Json.ObjectBuilder json = Json.object().put("source", anchor.source());
    if (anchor instanceof Anchor.Entries entries) {
      json.put("size", FiguresWriter.whole(entries.size()))
          .put(
              "entries",
              Json.strings(entries.entries().stream().map(Sha256::hex).sorted().toList()));
    } else if (anchor instanceof Anchor.Signed signed) {
      json.put("checkpoint", signed.checkpoint().text());
    }
    return json.build();
  }

  static ChainStatus read(EncodedMembers json) {
    String id = json.text("id");
    return switch (id) {
      case "intact" -> intact(heads(json));
      case "forked" ->
          new ChainStatus.Forked(heads(json), json.count("size"), json.count("repeated"));
      case "missing" -> new ChainStatus.Missing();
      case "empty" -> new ChainStatus.Empty();
      case "unreadable" -> new ChainStatus.Unreadable(json.text("text"));
      case "symbolic-link" -> new ChainStatus.SymbolicLink(Path.of(json.text("text")));
      case "truncated" ->
          new ChainStatus.Truncated(anchor(json.object("anchor")), json.count("size"));
      case "rewritten" -> new ChainStatus.Rewritten(anchor(json.object("anchor")));
      default -> atEntry(id, json, json.count("index"), json.count("line"));
    };
  }

  private static ChainStatus atEntry(String id, EncodedMembers json, long index, long line) {
    return switch (id) {
      case "torn-tail" -> new ChainStatus.TornTail(index, line);
      case "malformed" -> new ChainStatus.Malformed(index, line, json.text("text"));
      case "non-canonical" -> new ChainStatus.NonCanonical(index, line, json.text("text"));
      case "unknown-schema" -> new ChainStatus.UnknownSchema(index, line, json.text("text"));
      case "edited" -> new ChainStatus.Edited(index, line);
      case "broken-link" -> new ChainStatus.BrokenLink(index, line);
      case "reordered" -> new ChainStatus.Reordered(index, line);
      case "duplicated" -> new ChainStatus.Duplicated(index, line);
      case "duplicate-id" -> new ChainStatus.DuplicateId(index, line, json.text("text"));
      case "inconsistent" -> new ChainStatus.Inconsistent(index, line, json.text("text"));
      case "foreign" -> new ChainStatus.Foreign(index, line, json.text("text"));
      default ->
          throw new IllegalArgumentException("it has the unknown status " + Json.of(id).text());
    };
  }

  private static ChainStatus intact(List<TreeHead> heads) {
    if (heads.size() != 1) {
      throw new IllegalArgumentException("it has an intact ledger without exactly one head");
    }
    return new ChainStatus.Intact(heads.get(0));
  }

  private static List<TreeHead> heads(EncodedMembers json) {
    return json.objects("heads")
        .map(
            head ->
                new TreeHead(
                    Sha256.ofHex(head.text("entry")),
                    head.count("size"),
                    Sha256.ofHex(head.text("root"))))
        .toList();
  }

  private static Anchor anchor(EncodedMembers json) {
    String checkpoint = json.textOrNull("checkpoint");
    if (checkpoint != null) {
      return new Anchor.Signed(json.text("source"), Checkpoint.parse(checkpoint));
    }
    Set<Sha256> entries =
        json.texts("entries").stream().map(Sha256::ofHex).collect(Collectors.toSet());
    return new Anchor.Entries(json.text("source"), entries, json.count("size"));
  }
}
