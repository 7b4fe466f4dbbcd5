package dev.loopgen.api.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The patterns of a project as one automaton over the names of a path. A position is one segment of
 * one pattern; a state is the set of positions that may match the next name. Immutable.
 */
final class PatternAutomaton {

  /** In place of the index of a pattern. */
  static final int NONE = Integer.MAX_VALUE;

  private final List<Position> positions = new ArrayList<>();
  private final BitSet startsOfGitDirectory = new BitSet();
  private final BitSet startsOfProject = new BitSet();
  private final BitSet ending = new BitSet();
  private final boolean foldsCase;

  /**
   * One segment of a pattern.
   *
   * @param pattern the index of the pattern
   * @param name what it matches
   * @param last whether the pattern ends here
   * @param opensGitDirectory whether it is the {@code .git} at the start of a pattern
   */
  private record Position(int pattern, Glob name, boolean last, boolean opensGitDirectory) {}

  PatternAutomaton(List<PathPattern> patterns, boolean foldsCase) {
    this.foldsCase = foldsCase;
    for (int i = 0; i < patterns.size(); i++) {
      List<Glob> segments = patterns.get(i).segments();
      boolean ofGit = patterns.get(i).isInGitDirectory();
      BitSet starts = ofGit ? startsOfGitDirectory : startsOfProject;
      starts.set(positions.size());
      if (segments.get(0).isAnyPath() && segments.size() > 1) {
        starts.set(positions.size() + 1);
      }
      for (int at = 0; at < segments.size(); at++) {
        boolean last = at == segments.size() - 1;
        positions.add(new Position(i, segments.get(at), last, ofGit && at == 0));
      }
    }
    for (int i = 0; i < positions.size(); i++) {
      ending.set(i, advance(i, new BitSet()) != NONE);
    }
  }

  /** Returns the positions that may match a name of the repository's root. */
  BitSet startsOfGitDirectory() {
    return startsOfGitDirectory;
  }

  /** Returns the positions that may match a name of the project's directory. */
  BitSet startsOfProject() {
    return startsOfProject;
  }

  /** Tells whether a pattern may end with the name that a position matches. */
  boolean isEnding(int position) {
    return ending.get(position);
  }

  /** Tells whether a pattern goes on below the names that a position matches, one by one. */
  boolean isLeading(int position) {
    Position at = positions.get(position);
    return !at.last && !at.name.isAnyPath();
  }

  int patternOf(int position) {
    return positions.get(position).pattern;
  }

  /**
   * Adds the positions that may match the name after one that a position matched.
   *
   * @return the pattern that matches what ends with this name, or {@link #NONE}
   */
  int advance(int position, BitSet next) {
    Position from = positions.get(position);
    if (!from.name.isAnyPath() && from.last) {
      return from.pattern;
    }
    for (int at = from.name.isAnyPath() ? position : position + 1; ; at++) {
      next.set(at);
      if (!positions.get(at).name.isAnyPath()) {
        return NONE;
      }
      if (positions.get(at).last) {
        return from.pattern;
      }
    }
  }

  /** Tells whether a position matches a name. */
  boolean matches(int position, PathName name) {
    Position at = positions.get(position);
    if (at.opensGitDirectory) {
      return name.isGitDirectory(foldsCase);
    }
    return at.name.isAnyPath() || at.name.matches(name, foldsCase);
  }
}
