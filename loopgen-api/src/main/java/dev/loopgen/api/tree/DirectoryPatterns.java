package dev.loopgen.api.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of a project as they apply to what is in one directory of its repository. Whoever
 * walks a tree asks each directory for its names, rather than {@link PathPatterns} for whole paths.
 * Immutable and thread-safe.
 */
public final class DirectoryPatterns {

  private final PatternAutomaton automaton;
  private final List<byte[]> toProject;
  private final boolean root;

  /** The pattern that matches this directory, or {@link PatternAutomaton#NONE}. */
  private final int matched;

  private final int[] positions;

  /** Those of the positions with which a pattern ends. */
  private final int[] ending;

  /** Those whose pattern goes on below exactly the names that they match. */
  private final int[] leading;

  private DirectoryPatterns(
      PatternAutomaton automaton,
      List<byte[]> toProject,
      boolean root,
      int matched,
      BitSet positions) {
    this.automaton = automaton;
    this.toProject = toProject;
    this.root = root;
    this.matched = matched;
    this.positions = new int[positions.cardinality()];
    int[] last = new int[this.positions.length];
    int[] onTheWay = new int[this.positions.length];
    int count = 0;
    int endings = 0;
    int leads = 0;
    for (int at = positions.nextSetBit(0); at >= 0; at = positions.nextSetBit(at + 1)) {
      this.positions[count++] = at;
      if (automaton.isEnding(at)) {
        last[endings++] = at;
      }
      if (automaton.isLeading(at)) {
        onTheWay[leads++] = at;
      }
    }
    this.ending = Arrays.copyOf(last, endings);
    this.leading = Arrays.copyOf(onTheWay, leads);
  }

  /** Returns the patterns as they apply to the root of a repository. */
  static DirectoryPatterns ofRoot(PatternAutomaton automaton, @Nullable RepoPath project) {
    List<byte[]> names = project == null ? List.of() : names(project.shared());
    BitSet positions = (BitSet) automaton.startsOfGitDirectory().clone();
    if (names.isEmpty()) {
      positions.or(automaton.startsOfProject());
    }
    return new DirectoryPatterns(automaton, names, true, PatternAutomaton.NONE, positions);
  }

  private static List<byte[]> names(byte[] path) {
    List<byte[]> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        names.add(new PathName(path, start, i).bytes());
        start = i + 1;
      }
    }
    return names;
  }

  /**
   * Tells whether a pattern may match anything below this directory.
   *
   * @return false if nothing below it can match
   */
  public boolean canMatch() {
    return matched != PatternAutomaton.NONE
        || positions.length > 0
        || !toProject.isEmpty() && !automaton.startsOfProject().isEmpty();
  }

  /**
   * Tells whether a pattern matches a file or directory in this directory.
   *
   * @param name its name; the root's {@code .git} is the git directory
   * @return true if a pattern matches it or a directory above it
   */
  public boolean matches(byte[] name) {
    return match(new PathName(name, 0, name.length)) != PatternAutomaton.NONE;
  }

  /**
   * Tells whether a pattern spells the way through a name in this directory: {@code a/*.pem} leads
   * through {@code a}. What {@code **} stands for leads through no name.
   *
   * @param name the name
   * @return true if a link of this name would lead to what the pattern is about
   */
  public boolean leadThrough(byte[] name) {
    return leading.length > 0
        && matchThrough(new PathName(name, 0, name.length)) != PatternAutomaton.NONE;
  }

  /**
   * Returns the patterns as they apply to a directory in this one.
   *
   * @param name the name of that directory
   * @return its patterns
   */
  public DirectoryPatterns enter(byte[] name) {
    return enter(new PathName(name, 0, name.length));
  }

  /** Returns the first pattern that matches a file, or {@link PatternAutomaton#NONE}. */
  int match(PathName name) {
    for (int at : ending) {
      if (automaton.patternOf(at) >= matched) {
        return matched;
      }
      if (consumes(at, name)) {
        return automaton.patternOf(at);
      }
    }
    return matched;
  }

  /** Returns the first pattern that spells the way through a name. */
  int matchThrough(PathName name) {
    for (int at : leading) {
      if (consumes(at, name)) {
        return automaton.patternOf(at);
      }
    }
    return PatternAutomaton.NONE;
  }

  /** Returns the first pattern that may match below this directory. */
  int matchBelow() {
    int first = positions.length == 0 ? matched : automaton.patternOf(positions[0]);
    if (!toProject.isEmpty() && !automaton.startsOfProject().isEmpty()) {
      first = Math.min(first, automaton.patternOf(automaton.startsOfProject().nextSetBit(0)));
    }
    return Math.min(first, matched);
  }

  DirectoryPatterns enter(PathName name) {
    BitSet next = new BitSet();
    int found = matched;
    for (int at : positions) {
      if (consumes(at, name)) {
        found = Math.min(found, automaton.advance(at, next));
      }
    }
    List<byte[]> inside = List.of();
    if (!toProject.isEmpty() && name.isEqual(toProject.get(0)) && !isGitDirectory(name)) {
      inside = toProject.subList(1, toProject.size());
      if (inside.isEmpty()) {
        next.or(automaton.startsOfProject());
      }
    }
    return new DirectoryPatterns(automaton, inside, false, found, next);
  }

  private boolean consumes(int position, PathName name) {
    boolean ofGitDirectory = root && automaton.startsOfGitDirectory().get(position);
    return (ofGitDirectory || !isGitDirectory(name)) && automaton.matches(position, name);
  }

  /** {@code .GIT} is a path of the project too, because the case-folding setting can be forged. */
  private boolean isGitDirectory(PathName name) {
    return root && name.isGitDirectory(false);
  }
}
