package dev.loopgen.core.internal.guard;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.command.FileView;
import dev.loopgen.core.internal.command.LinkWalk;
import dev.loopgen.core.internal.command.TreeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * The patterns of a loop, and patterns for the targets of guarded links. Editing the target of a
 * link changes the content of the guarded path.
 *
 * <p>Every link on the path counts, both at the base and in the tree under judgement. A target
 * outside the project is not watched; a warning says so.
 */
public final class GuardedLinks {

  private static final int MAX_ROUNDS = 20;
  private static final int MAX_PATTERNS = 2_000;

  private final List<PathPattern> own;
  private final WorkTree workTree;
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Map<String, String> unwatched = new LinkedHashMap<>();
  private PathPatterns patterns;

  /** Why a path is guarded that no pattern of the loop matches. */
  private record Origin(PathPattern pattern, String link) {}

  private GuardedLinks(List<PathPattern> own, WorkTree workTree) {
    this.own = List.copyOf(own);
    this.workTree = workTree;
    this.patterns = PathPatterns.of(own, workTree);
  }

  /** Follows the links of a base. */
  public static GuardedLinks of(List<PathPattern> own, Base base, WorkTree workTree) {
    GuardedLinks links = new GuardedLinks(own, workTree);
    links.follow(linksOf(base.tree()), new BaseFiles(base));
    return links;
  }

  /** Also follows the links of a snapshot, including ignored links that are watched. */
  public GuardedLinks and(TreeSnapshot tree, Base base) {
    GuardedLinks all = new GuardedLinks(own, workTree);
    Set<String> links = linksOf(tree.entries());
    tree.watched()
        .forEach(
            (path, file) -> {
              if (file.mode() == FileMode.SYMLINK) {
                path.text().ifPresent(links::add);
              }
            });
    FileView files = new OnDisk(new TreeFiles(tree, base, workTree), workTree);
    for (int before = -1; before < all.origins.size(); ) {
      before = all.origins.size();
      all.follow(linksOf(base.tree()), new BaseFiles(base));
      all.follow(links, files);
    }
    return all;
  }

  /** Returns the patterns of the loop, and one for each target of a guarded link. */
  public PathPatterns patterns() {
    return patterns;
  }

  /** Returns the pattern of the loop that a pattern was derived from. */
  PathPattern own(PathPattern pattern) {
    Origin origin = origins.get(pattern.text());
    return origin == null ? pattern : origin.pattern();
  }

  /** Returns a clause that explains a derived pattern; empty for a pattern of the loop. */
  String because(PathPattern pattern) {
    Origin origin = origins.get(pattern.text());
    return origin == null ? "" : ", and the guarded link " + origin.link() + " leads to it";
  }

  /** Returns a warning for each guarded link whose target is not watched. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    unwatched.forEach(
        (link, target) ->
            warnings.add(
                "The guarded link "
                    + link
                    + " leads to "
                    + target
                    + ", outside the project, so its content is not watched."));
    return warnings;
  }

  private static Set<String> linksOf(NavigableMap<RepoPath, TreeEntry> tree) {
    Set<String> links = new LinkedHashSet<>();
    tree.forEach(
        (path, entry) -> {
          if (entry.mode() == FileMode.SYMLINK) {
            path.text().ifPresent(links::add);
          }
        });
    return links;
  }

  private void follow(Set<String> links, FileView files) {
    if (own.isEmpty()) {
      return;
    }
    int before = -1;
    for (int round = 0; before < origins.size() && round < MAX_ROUNDS; round++) {
      before = origins.size();
      for (String link : links) {
        follow(link, files);
      }
    }
  }

  private void follow(String link, FileView files) {
    RepoPath path = RepoPath.of(link);
    Optional<PathPattern> named = patterns.match(path);
    boolean onTheWay = named.isEmpty() && patterns.matchBelow(path).isPresent();
    if (named.isEmpty() && !onTheWay) {
      return;
    }
    LinkWalk walk = LinkWalk.of(at -> inRepository(at, files), link);
    List<String> places = new ArrayList<>(walk.links());
    places.remove(link);
    if (walk.target() == null) {
      named.ifPresent(pattern -> unwatched.put(path.display(), shown(files, link)));
    } else {
      places.add(walk.target());
    }
    for (String place : places) {
      if (named.isPresent()) {
        guard(place, "", named.get(), path);
      } else {
        List.copyOf(patterns.patterns())
            .forEach(
                pattern ->
                    remainders(pattern, path)
                        .forEach(rest -> guard(place, "/" + rest, pattern, path)));
      }
    }
  }

  private static String shown(FileView files, String link) {
    return RepoPath.of("x" + files.link(link).orElse("?")).display().replaceFirst("x", "");
  }

  /** Makes an absolute target inside the work tree relative. */
  private Optional<String> inRepository(String link, FileView files) {
    return files.link(link).map(text -> relative(link, text));
  }

  private String relative(String link, String text) {
    if (!text.startsWith("/")) {
      return text;
    }
    String up = "../".repeat((int) link.chars().filter(c -> c == '/').count());
    for (Path root : roots()) {
      if (text.equals(root.toString()) || text.startsWith(root + "/")) {
        return up + "./" + text.substring(root.toString().length()).replaceFirst("^/", "");
      }
    }
    return text;
  }

  private List<Path> roots() {
    try {
      return List.of(workTree.root(), workTree.root().toRealPath());
    } catch (IOException gone) {
      return List.of(workTree.root());
    }
  }

  private void guard(String place, String rest, PathPattern pattern, RepoPath link) {
    String prefix =
        workTree.project().flatMap(RepoPath::text).map(project -> project + "/").orElse("");
    if (!place.startsWith(prefix) || place.length() <= prefix.length()) {
      unwatched.put(link.display(), place.isEmpty() ? "the repository itself" : place);
      return;
    }
    String text = "/" + escaped(place.substring(prefix.length())) + rest;
    if (origins.containsKey(text) || own.stream().anyMatch(one -> one.text().equals(text))) {
      return;
    }
    try {
      List<PathPattern> all = new ArrayList<>(patterns.patterns());
      all.add(PathPattern.parse(text));
      if (all.size() > MAX_PATTERNS) {
        unwatched.put(link.display(), place);
        return;
      }
      origins.put(text, new Origin(own(pattern), link.display()));
      patterns = PathPatterns.of(all, workTree);
    } catch (IllegalArgumentException ofGit) {
      unwatched.put(link.display(), place);
    }
  }

  /** Replaces characters that a pattern cannot spell by {@code ?}, which matches any character. */
  private static String escaped(String path) {
    return path.replaceAll("[\\\\{}\\[\\]*?\\p{Cntrl}]", "?");
  }

  /** Returns what remains of a pattern below a directory that it passes through. */
  private Set<String> remainders(PathPattern pattern, RepoPath directory) {
    String text = pattern.text().replaceFirst("^\\./", "/").replaceFirst("/+$", "");
    String prefix =
        workTree.project().flatMap(RepoPath::text).map(project -> project + "/").orElse("");
    String path = directory.text().orElse("");
    Set<String> rests = new LinkedHashSet<>();
    if (text.contains("/") && path.startsWith(prefix)) {
      List<String> segments = List.of(text.replaceFirst("^/", "").split("/"));
      consume(segments, List.of(path.substring(prefix.length()).split("/")), rests);
    }
    return rests;
  }

  private void consume(List<String> segments, List<String> names, Set<String> rests) {
    if (names.isEmpty() && !segments.isEmpty()) {
      rests.add(String.join("/", segments));
    }
    if (names.isEmpty() || segments.isEmpty()) {
      return;
    }
    List<String> rest = segments.subList(1, segments.size());
    if (segments.get(0).equals("**")) {
      consume(rest, names, rests);
      consume(segments, names.subList(1, names.size()), rests);
    } else if (isName(segments.get(0), names.get(0))) {
      consume(rest, names.subList(1, names.size()), rests);
    }
  }

  private boolean isName(String segment, String name) {
    PathPatterns one = PathPatterns.of(List.of(PathPattern.parse("/" + segment)), workTree);
    return one.match(workTree.inProject(name)).isPresent();
  }

  /** Also reads ignored links, whose text no snapshot keeps. */
  private record OnDisk(FileView judged, WorkTree workTree) implements FileView {

    @Override
    public Optional<byte[]> read(String path) {
      return judged.read(path);
    }

    @Override
    public boolean has(String path) {
      return judged.has(path);
    }

    @Override
    public Optional<String> link(String path) {
      Optional<String> known = judged.link(path);
      Path file = workTree.root().resolve(path);
      if (known.isPresent() || judged.has(path) || !Files.isSymbolicLink(file)) {
        return known;
      }
      try {
        return Optional.of(Files.readSymbolicLink(file).toString());
      } catch (IOException gone) {
        return Optional.empty();
      }
    }

    @Override
    public List<String> named(String name) {
      return judged.named(name);
    }
  }
}
