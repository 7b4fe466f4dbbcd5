package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.RepositoryHead;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a run is compared with when it is judged, as it was before the model was first asked. A
 * resumed run is compared with what its journal says of this, so that an interruption hides
 * nothing.
 *
 * @param entries the judged paths
 * @param watched the guarded paths that are not judged
 * @param clean whether nothing was uncommitted
 * @param head the state of HEAD and the refs
 */
public record RunStart(
    NavigableMap<RepoPath, TreeEntry> entries,
    NavigableMap<RepoPath, WatchedFile> watched,
    boolean clean,
    RepositoryHead head) {

  private static final HexFormat HEX = HexFormat.of();
  private static final String GONE = "-";

  /** Takes it from a snapshot. */
  public static RunStart of(TreeSnapshot tree) {
    return new RunStart(tree.entries(), tree.watched(), tree.clean(), tree.head());
  }

  /** Writes it as its differences from the base. */
  public Json.Obj write(Base base) {
    Json.ObjectBuilder tree = Json.object();
    for (PathChange change : TreeSnapshot.changes(base.tree(), entries)) {
      TreeEntry now = change.after();
      tree.put(name(change.path()), now == null ? GONE : state(now.mode(), now.id().hex()));
    }
    Json.ObjectBuilder files = Json.object();
    watched.forEach((path, file) -> files.put(name(path), state(file.mode(), file.sha256())));
    Json.ObjectBuilder refs = Json.object();
    head.refs().forEach((ref, id) -> refs.put(ref, id.hex()));
    return Json.object()
        .put("tree", tree.build())
        .put("watched", files.build())
        .put("clean", clean)
        .put("commit", head.commit().<Json>map(id -> Json.of(id.hex())).orElse(Json.NULL))
        .put("branch", head.branch().<Json>map(Json::of).orElse(Json.NULL))
        .put("refsDigest", head.refsDigest())
        .put("refs", refs.build())
        .build();
  }

  private static String name(RepoPath path) {
    return HEX.formatHex(path.bytes());
  }

  private static String state(FileMode mode, String digest) {
    return mode.name() + " " + digest;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param base the base of the run
   * @throws IllegalArgumentException if it is something else
   */
  static RunStart read(Json.Obj json, Base base) {
    NavigableMap<RepoPath, TreeEntry> entries = new TreeMap<>(base.tree());
    states(json, "tree", RunStart::entry)
        .forEach(
            (path, entry) -> {
              if (entry.isPresent()) {
                entries.put(path, entry.get());
              } else {
                entries.remove(path);
              }
            });
    Map<RepoPath, Optional<WatchedFile>> files = states(json, "watched", RunStart::watchedFile);
    NavigableMap<RepoPath, WatchedFile> watched = new TreeMap<>();
    files.forEach((path, file) -> watched.put(path, file.orElseThrow(RunStart::unreadable)));
    boolean clean = json.bool("clean").orElseThrow(RunStart::unreadable);
    return new RunStart(entries, watched, clean, head(json));
  }

  private static RepositoryHead head(Json.Obj json) {
    Json.Obj object = json.object("refs").orElseThrow(RunStart::unreadable);
    TreeMap<String, GitId> refs = new TreeMap<>();
    object.members().keySet().forEach(ref -> refs.put(ref, GitId.of(DrivenJson.text(object, ref))));
    @Nullable GitId commit = json.string("commit").map(GitId::of).orElse(null);
    return new RepositoryHead(
        commit,
        null,
        json.string("branch").orElse(null),
        null,
        DrivenJson.text(json, "refsDigest"),
        refs,
        null);
  }

  private static Optional<TreeEntry> entry(String text) {
    return text.equals(GONE)
        ? Optional.empty()
        : Optional.of(new TreeEntry(mode(text), GitId.of(digest(text))));
  }

  private static Optional<WatchedFile> watchedFile(String text) {
    return Optional.of(new WatchedFile(mode(text), digest(text)));
  }

  private static FileMode mode(String text) {
    return FileMode.valueOf(text.substring(0, Math.max(0, text.indexOf(' '))));
  }

  private static String digest(String text) {
    return text.substring(text.indexOf(' ') + 1);
  }

  private static <T> Map<RepoPath, T> states(
      Json.Obj json, String name, Function<String, T> state) {
    Json.Obj object = json.object(name).orElseThrow(RunStart::unreadable);
    Map<RepoPath, T> states = new TreeMap<>();
    for (String path : object.members().keySet()) {
      states.put(RepoPath.of(HEX.parseHex(path)), state.apply(DrivenJson.text(object, path)));
    }
    return states;
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the start of the run is not as it was written");
  }
}
