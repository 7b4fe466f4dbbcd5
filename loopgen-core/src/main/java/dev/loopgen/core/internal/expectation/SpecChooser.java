package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec.Origin;
import dev.loopgen.core.internal.files.ProjectFiles;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.spec.SpecFile;
import dev.loopgen.core.internal.spec.SpecReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the loop that a change is judged by: the base's, unless the caller adopts another by its
 * digest.
 */
public final class SpecChooser {

  private static final String OUTDATED =
      "The trusted revision has a newer %s than this tree, and the newer one was used. Merge the"
          + " trusted revision, or rebase onto it.";

  private final WorkTree workTree;
  private final Trust trust;

  public SpecChooser(WorkTree workTree, Trust trust) {
    this.workTree = workTree;
    this.trust = trust;
  }

  /**
   * Chooses the loop of a request.
   *
   * @param history what earlier runs recorded
   * @throws SpecException if there is no such loop, or no spec that may be used
   */
  public ChosenSpec choose(RunRequest request, Base base, RunHistory history) {
    if (request.spec().isPresent()) {
      return ofCode(request.spec().get());
    }
    RepoPath path = workTree.inProject(specFile(request.specFile()));
    Optional<byte[]> expected = readBase(base.expectations(), path);
    return expected.isPresent()
        ? ofBase(request, path, expected.get(), readIfPlain(path), OldSpec.of(base, path))
        : ofWorkTree(request, path, ProjectFiles.read(workTree, path), history);
  }

  private static String specFile(String relative) {
    return ProjectFiles.confined(relative, "The spec file " + relative);
  }

  /** Reads the file of the change. Anything but a regular file differs from every spec. */
  private Optional<byte[]> readIfPlain(RepoPath path) {
    try {
      return ProjectFiles.read(workTree, path);
    } catch (SpecException notPlain) {
      return Optional.of(new byte[0]);
    }
  }

  private ChosenSpec ofCode(LoopSpec loop) {
    requireAdopted(loop);
    return new ChosenSpec(loop, null, Origin.CODE, null, null, List.of());
  }

  private ChosenSpec ofBase(
      RunRequest request, RepoPath path, byte[] expected, Optional<byte[]> found, OldSpec old) {
    SpecFile baseFile = SpecReader.read(expected, path.display() + " at the base");
    return ofBase(request, path, baseFile, expected, found, old).warning(baseFile.warnings());
  }

  private ChosenSpec ofBase(
      RunRequest request,
      RepoPath path,
      SpecFile baseFile,
      byte[] expected,
      Optional<byte[]> found,
      OldSpec old) {
    if (found.isPresent() && Arrays.equals(expected, found.get())) {
      LoopSpec loop = select(baseFile, request);
      requireAdopted(loop);
      return new ChosenSpec(
              loop, baseFile.project().orElse(null), Origin.BASE, loop.digest(), null, List.of())
          .forbidding(old.forbiddenPaths(loop.id()));
    }
    Optional<LoopSpec> adopted = adopted(request, path, found);
    if (adopted.isPresent()) {
      LoopSpec loop = adopted.get();
      String baseDigest = baseFile.lookup(loop.id()).map(LoopSpec::digest).orElse(null);
      return new ChosenSpec(
          loop, baseFile.project().orElse(null), Origin.ADOPTED, baseDigest, null, List.of());
    }
    LoopSpec loop = select(baseFile, request);
    String seen = inWorkTree(found, path, loop.id());
    requireAdopted(loop, " at the base, and in the work tree there is " + seen);
    ChosenSpec chosen =
        !seen.equals(loop.digest()) && old.isStillThere(found)
            ? new ChosenSpec(
                loop,
                baseFile.project().orElse(null),
                Origin.BASE,
                loop.digest(),
                null,
                List.of(OUTDATED.formatted(path)))
            : compare(baseFile, loop, path, seen);
    return chosen.forbidding(old.forbiddenPaths(loop.id()));
  }

  private static ChosenSpec compare(SpecFile baseFile, LoopSpec loop, RepoPath path, String seen) {
    boolean same = seen.equals(loop.digest());
    return new ChosenSpec(
        loop,
        baseFile.project().orElse(null),
        Origin.BASE,
        loop.digest(),
        same ? null : new Failure.SpecChanged(loop.digest(), seen),
        same
            ? List.of(path + " differs from the base, but this loop is the same in both.")
            : List.of());
  }

  /** Returns the digest of the loop in a file, or a phrase that says what is there instead. */
  private static String inWorkTree(Optional<byte[]> found, RepoPath path, String id) {
    if (found.isEmpty()) {
      return "no such file";
    }
    try {
      return SpecReader.read(found.get(), path.display())
          .lookup(id)
          .map(LoopSpec::digest)
          .orElse("no loop " + id);
    } catch (SpecException notValid) {
      return "not valid";
    }
  }

  private ChosenSpec ofWorkTree(
      RunRequest request, RepoPath path, Optional<byte[]> found, RunHistory history) {
    byte[] bytes =
        found.orElseThrow(
            () ->
                new SpecException(
                    "There is no spec file "
                        + path
                        + ", neither at the base nor in the work tree. Write one, or name the file"
                        + " that holds it."
                        + SpecHint.of(workTree, request.specFile())));
    SpecFile file = SpecReader.read(bytes, path.display());
    return ofWorkTree(request, file, history).warning(file.warnings());
  }

  private ChosenSpec ofWorkTree(RunRequest request, SpecFile file, RunHistory history) {
    LoopSpec loop = select(file, request);
    if (trust.specDigest().isPresent()) {
      requireAdopted(loop);
      return new ChosenSpec(
          loop, file.project().orElse(null), Origin.ADOPTED, null, null, List.of());
    }
    requireUnchangedSince(history.lastSpecDigest(loop.id()).orElse(null), loop);
    String warning =
        "The base of the change has no spec yet, so the one in the work tree was used. Later runs"
            + " use the committed one, once one has passed after the commit.";
    return new ChosenSpec(
        loop, file.project().orElse(null), Origin.FIRST_RUN, null, null, List.of(warning));
  }

  private static void requireUnchangedSince(@Nullable String recorded, LoopSpec loop) {
    if (recorded != null && !recorded.equals(loop.digest())) {
      throw new SpecException(
          "The spec is in no commit, and loop "
              + loop.id()
              + " ("
              + loop.digest()
              + ") differs from the one that the last run recorded ("
              + recorded
              + "). Commit the spec, or adopt it by its digest, sha256:"
              + loop.digest()
              + ".");
    }
  }

  /** Returns the loop in the work tree if the caller adopted exactly its digest. */
  private Optional<LoopSpec> adopted(RunRequest request, RepoPath path, Optional<byte[]> found) {
    if (trust.specDigest().isEmpty() || found.isEmpty()) {
      return Optional.empty();
    }
    LoopSpec loop = select(SpecReader.read(found.get(), path.display()), request);
    return trust.specDigest().filter(loop.digest()::equals).map(digest -> loop);
  }

  private void requireAdopted(LoopSpec loop) {
    requireAdopted(loop, "");
  }

  private void requireAdopted(LoopSpec loop, String others) {
    trust
        .specDigest()
        .filter(digest -> !digest.equals(loop.digest()))
        .ifPresent(
            digest -> {
              throw new SpecException(
                  "No loop "
                      + loop.id()
                      + " with the trusted digest "
                      + digest
                      + " was found; the spec has "
                      + loop.digest()
                      + others
                      + ".");
            });
  }

  private static LoopSpec select(SpecFile file, RunRequest request) {
    return request.loop().map(file::find).orElseGet(file::only);
  }

  private static Optional<byte[]> readBase(Base base, RepoPath path) {
    Optional<TreeEntry> entry = base.entry(path);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    FileMode mode = entry.get().mode();
    if (mode != FileMode.REGULAR && mode != FileMode.EXECUTABLE) {
      throw new SpecException(
          "The spec "
              + path
              + " is not a regular file at the base. Replace it with a regular file.");
    }
    return base.read(path);
  }
}
