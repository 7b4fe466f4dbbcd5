package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepositoryHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Changes of HEAD and the refs while the commands ran.
 *
 * <p>HEAD, its branch, the trusted ref and the base must not move. Other refs may be moved by other
 * processes, for example an editor that fetches; their changes are only noted.
 *
 * @param failures changes that fail the run
 * @param others the other refs that moved
 */
record RefDrift(List<Failure> failures, List<String> others) {

  RefDrift {
    failures = List.copyOf(failures);
    others = List.copyOf(others);
  }

  /** Resolves the base of the change again. */
  interface BaseNow {

    Base resolve() throws InterruptedException;
  }

  /**
   * Compares the refs before and after the commands.
   *
   * @param trusted the revision that the caller trusts
   */
  static RefDrift between(
      RepositoryHead before,
      RepositoryHead after,
      Optional<String> trusted,
      Base base,
      BaseNow baseNow)
      throws InterruptedException {
    List<Failure> failures = new ArrayList<>();
    if (!before.commit().equals(after.commit())) {
      failures.add(
          drifted("HEAD moved from " + hex(before.commit()) + " to " + hex(after.commit())));
    } else if (!before.branch().equals(after.branch())) {
      failures.add(drifted("HEAD was moved from " + name(before) + " to " + name(after)));
    }
    List<String> others = new ArrayList<>();
    SortedSet<String> moved = moved(before, after);
    for (String ref : moved) {
      if (trusted.filter(revision -> names(revision, ref)).isPresent()) {
        failures.add(drifted("The trusted ref " + ref + " was moved"));
      } else if (before.branch().filter(ref::equals).isPresent()) {
        if (failures.isEmpty()) {
          failures.add(drifted("The branch " + ref + " was moved"));
        }
      } else {
        others.add(ref);
      }
    }
    if (failures.isEmpty() && !before.refsDigest().equals(after.refsDigest())) {
      if (moved.isEmpty()) {
        failures.add(drifted("Refs were changed"));
      } else {
        otherBase(base, baseNow, others).ifPresent(failures::add);
      }
    }
    return new RefDrift(failures, others);
  }

  private static SortedSet<String> moved(RepositoryHead before, RepositoryHead after) {
    SortedSet<String> moved = new TreeSet<>(before.refs().keySet());
    moved.addAll(after.refs().keySet());
    moved.removeIf(ref -> Objects.equals(before.refs().get(ref), after.refs().get(ref)));
    return moved;
  }

  /** Fails if the base moved: whoever moves the base's ref decides what is judged. */
  private static Optional<Failure> otherBase(Base base, BaseNow baseNow, List<String> refs)
      throws InterruptedException {
    String because = ", because " + String.join(", ", refs.stream().limit(3).toList()) + " moved";
    try {
      Optional<GitId> now = baseNow.resolve().commit();
      return now.equals(base.commit())
          ? Optional.empty()
          : Optional.of(
              drifted(
                  "The base of the change moved from "
                      + hex(base.commit())
                      + " to "
                      + hex(now)
                      + because));
    } catch (RepositoryException | SpecException gone) {
      return Optional.of(drifted("The base of the change was lost" + because));
    }
  }

  /**
   * Tells whether a revision may be a name of a ref, with or without ancestor suffixes (see
   * gitrevisions).
   */
  private static boolean names(String revision, String ref) {
    String name = revision.replaceFirst("[~^].*$", "");
    return List.of("", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/").stream()
            .anyMatch(prefix -> ref.equals(prefix + name))
        || ref.equals("refs/remotes/" + name + "/HEAD");
  }

  private static String name(RepositoryHead head) {
    return head.branch().orElse("no branch");
  }

  private static String hex(Optional<GitId> commit) {
    return commit.map(GitId::hex).orElse("nothing");
  }

  private static Failure drifted(String what) {
    return new Failure.RepositoryDrifted(what);
  }

  /** Returns a note about moved refs that the run does not depend on; empty if there are none. */
  Optional<String> note() {
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            others.size()
                + (others.size() == 1 ? " ref" : " refs")
                + " that this run does not depend on moved while the commands ran: "
                + String.join(", ", others.stream().limit(20).toList())
                + (others.size() > 20 ? " and more." : "."));
  }
}
