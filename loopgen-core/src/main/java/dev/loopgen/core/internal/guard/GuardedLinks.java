package dev.loopgen.core.internal.guard;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.LinkWalk;
import dev.loopgen.core.internal.files.FileNameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The patterns of a loop, and patterns for the targets of guarded links. Editing the target of a
 * link changes the content of the guarded path.
 *
 * <p>Every link on the path counts, both at the base and in the tree under judgement. A target
 * outside the project is not watched; a warning says so. Within this class a path is the string of
 * its bytes in ISO-8859-1, because names need not be UTF-8.
 */
public final class GuardedLinks {

  private static final int MAX_ROUNDS = 20;
  private static final int MAX_TARGETS = 2_000;

  private final List<PathPattern> own;
  private final WorkTree workTree;
  private final Map<String, Origin> origins = new LinkedHashMap<>();
  private final Map<String, String> unwatched = new LinkedHashMap<>();

  /** The links on the way to what a pattern names, and the patterns for what is behind them. */
  private final Map<RepoPath, Set<PathPattern>> behind = new HashMap<>();

  private PathPatterns patterns;

  /** Why a path is guarded that no pattern of the loop matches. */
  private record Origin(PathPattern pattern, String link) {}

  /** The links of a tree. */
  private interface LinkView {

    /** Returns the target of a link; empty if the path is none. */
    Optional<byte[]> target(RepoPath path);
  }

  private GuardedLinks(List<PathPattern> own, WorkTree workTree) {
    this.own = List.copyOf(own);
    this.workTree = workTree;
    this.patterns = PathPatterns.of(own, workTree);
  }

  /** Follows the links of a base. */
  public static GuardedLinks of(List<PathPattern> own, Base base, WorkTree workTree) {
    GuardedLinks links = new GuardedLinks(own, workTree);
    links.follow(linksOf(base.tree()), path -> target(base, path));
    return links;
  }

  /** Also follows the links of a snapshot, including ignored links that are watched. */
  public GuardedLinks and(TreeSnapshot tree, Base base) {
    GuardedLinks all = new GuardedLinks(own, workTree);
    Set<RepoPath> links = linksOf(tree.entries());
    tree.watched()
        .forEach(
            (path, file) -> {
              if (file.mode() == FileMode.SYMLINK) {
                links.add(path);
              }
            });
    for (int before = -1; before < all.origins.size(); ) {
      before = all.origins.size();
      all.follow(linksOf(base.tree()), path -> target(base, path));
      all.follow(links, path -> target(tree, base, workTree, path));
    }
    return all;
  }

  private static Optional<byte[]> target(Base base, RepoPath path) {
    return base.entry(path)
        .filter(entry -> entry.mode() == FileMode.SYMLINK)
        .flatMap(link -> base.read(path));
  }

  /** Also reads ignored links, whose text no snapshot keeps. */
  private static Optional<byte[]> target(
      TreeSnapshot tree, Base base, WorkTree workTree, RepoPath path) {
    TreeEntry entry = tree.entries().get(path);
    if (entry != null && entry.equals(base.tree().get(path))) {
      return target(base, path);
    }
    Path file = FileNameBytes.resolve(workTree.root(), path.bytes());
    boolean link = entry == null ? Files.isSymbolicLink(file) : entry.mode() == FileMode.SYMLINK;
    try {
      return link ? Optional.of(FileNameBytes.target(file)) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Returns the patterns of the loop, and one for each target of a guarded link. */
  public PathPatterns patterns() {
    return patterns;
  }

  /**
   * Returns the pattern that spells the way through a link to guarded paths.
   *
   * @param known where guarded paths may be
   * @return the pattern; empty if none does, or nothing that it names is behind the link
   */
  Optional<PathPattern> through(RepoPath link, Stream<? extends Collection<RepoPath>> known) {
    Optional<PathPattern> found = patterns.matchThrough(link);
    if (found.isEmpty() || unwatched.containsKey(link.display())) {
      return found;
    }
    PathPatterns there =
        PathPatterns.of(List.copyOf(behind.getOrDefault(link, Set.of())), workTree);
    return found.filter(
        pattern ->
            known.anyMatch(
                paths -> paths.stream().anyMatch(path -> there.match(path).isPresent())));
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

  private static Set<RepoPath> linksOf(NavigableMap<RepoPath, TreeEntry> tree) {
    Set<RepoPath> links = new LinkedHashSet<>();
    tree.forEach(
        (path, entry) -> {
          if (entry.mode() == FileMode.SYMLINK) {
            links.add(path);
          }
        });
    return links;
  }

  private void follow(Set<RepoPath> links, LinkView view) {
    if (own.isEmpty()) {
      return;
    }
    int before = -1;
    for (int round = 0; before < origins.size() && round < MAX_ROUNDS; round++) {
      before = origins.size();
      for (RepoPath link : links) {
        follow(link, view);
      }
    }
  }

  private void follow(RepoPath path, LinkView view) {
    Optional<PathPattern> named = patterns.match(path);
    boolean onTheWay = named.isEmpty() && patterns.matchBelow(path).isPresent();
    if (named.isEmpty() && !onTheWay) {
      return;
    }
    String link = latin1(path.bytes());
    LinkWalk walk = LinkWalk.of(at -> inRepository(at, view), link);
    List<String> places = new ArrayList<>(walk.links());
    places.remove(link);
    if (walk.target() != null) {
      places.add(walk.target());
    } else if (named.isPresent() || leadsToDirectory(path)) {
      unwatched.put(path.display(), shown(path, view));
    }
    for (String place : places) {
      if (named.isPresent()) {
        guard(place, "", named.get(), path);
      } else {
        List.copyOf(patterns.patterns())
            .forEach(
                pattern ->
                    remainders(pattern, link)
                        .forEach(rest -> guard(place, "/" + rest, pattern, path)));
      }
    }
  }

  private boolean leadsToDirectory(RepoPath link) {
    return Files.isDirectory(FileNameBytes.resolve(workTree.root(), link.bytes()));
  }

  private static String shown(RepoPath link, LinkView view) {
    String text = "x" + latin1(view.target(link).orElse(new byte[] {'?'})).replace('\0', '?');
    return RepoPath.of(bytes(text)).display().replaceFirst("x", "");
  }

  /** Makes an absolute target inside the work tree relative. */
  private Optional<String> inRepository(String link, LinkView view) {
    return view.target(RepoPath.of(bytes(link))).map(text -> relative(link, latin1(text)));
  }

  private String relative(String link, String text) {
    if (!text.startsWith("/")) {
      return text;
    }
    String up = "../".repeat((int) link.chars().filter(c -> c == '/').count());
    for (Path root : roots()) {
      String top = latin1(FileNameBytes.bytes(root));
      if (text.equals(top) || text.startsWith(top + "/")) {
        return up + "./" + text.substring(top.length()).replaceFirst("^/", "");
      }
    }
    return text;
  }

  private static String latin1(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.ISO_8859_1);
  }

  private List<Path> roots() {
    try {
      return List.of(workTree.root(), workTree.root().toRealPath());
    } catch (IOException gone) {
      return List.of(workTree.root());
    }
  }

  private void guard(String place, String rest, PathPattern pattern, RepoPath link) {
    String prefix = projectPrefix();
    if (!place.startsWith(prefix) || place.length() <= prefix.length()) {
      unwatched.put(link.display(), display(place));
      return;
    }
    String text = "/" + spelled(place.substring(prefix.length())) + rest;
    try {
      PathPattern derived = PathPattern.parse(text);
      if (!rest.isEmpty()) {
        behind.computeIfAbsent(link, first -> new LinkedHashSet<>()).add(derived);
      }
      if (origins.containsKey(text) || own.contains(derived)) {
        return;
      }
      List<PathPattern> all = new ArrayList<>(patterns.patterns());
      all.add(derived);
      if (origins.size() == MAX_TARGETS) {
        throw new RepositoryException(
            "Guarded links lead to more than "
                + MAX_TARGETS
                + " paths. Narrow the patterns of forbiddenPaths, or remove links.");
      }
      origins.put(text, new Origin(own(pattern), link.display()));
      patterns = PathPatterns.of(all, workTree);
    } catch (IllegalArgumentException ofGit) {
      unwatched.put(link.display(), display(place));
    }
  }

  private static String display(String place) {
    return place.isEmpty() ? "the repository itself" : RepoPath.of(bytes(place)).display();
  }

  private String projectPrefix() {
    return workTree.project().map(project -> latin1(project.bytes()) + "/").orElse("");
  }

  /** Spells a path as a pattern, with {@code ?} for each character that a pattern cannot spell. */
  private static String spelled(String path) {
    return Stream.of(path.split("/"))
        .map(name -> RepoPath.of(bytes(name)).text().orElseGet(() -> ofNoText(name)))
        .map(name -> name.replaceAll("[\\\\{}\\[\\]*?\\p{Cntrl}]", "?"))
        .collect(Collectors.joining("/"));
  }

  /** Replaces what {@code ?} takes for one character of a name that is not UTF-8. */
  private static String ofNoText(String name) {
    return name.replaceAll("[\\xc0-\\xff][\\x80-\\xbf]{0,3}|[\\x80-\\xff]", "?");
  }

  /** Returns what remains of a pattern below a directory that it passes through. */
  private Set<String> remainders(PathPattern pattern, String directory) {
    String text = pattern.text().replaceFirst("^\\./", "/").replaceFirst("/+$", "");
    String prefix = projectPrefix();
    Set<String> rests = new LinkedHashSet<>();
    if (text.contains("/") && directory.startsWith(prefix)) {
      List<String> segments = List.of(text.replaceFirst("^/", "").split("/"));
      consume(segments, List.of(directory.substring(prefix.length()).split("/")), rests);
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
    if (segment.equalsIgnoreCase(".git")) {
      return false;
    }
    WorkTree whole = new WorkTree(workTree.root(), null, workTree.foldsCase());
    return PathPatterns.of(List.of(PathPattern.parse("/" + segment)), whole)
        .match(RepoPath.of(bytes(name)))
        .isPresent();
  }
}
