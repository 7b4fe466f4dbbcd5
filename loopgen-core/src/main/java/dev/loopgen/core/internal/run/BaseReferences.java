package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.CiReportedChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.platform.PlatformContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files and ledger heads of the base that an entry states in addition to commit ids. An
 * attestation of the entry then covers them, too.
 *
 * @param specFile the spec file and its digests, or null if the loop comes from code
 * @param headsAtBase the heads of the ledger at the base; null if it is too large
 * @param askedPlatform the CI platform that was asked for the base, or null for none
 */
record BaseReferences(
    Json.@Nullable Obj specFile,
    @Nullable List<Sha256> headsAtBase,
    @Nullable String askedPlatform) {

  static BaseReferences of(
      RunRequest request, Trust trust, ChosenSpec spec, Base base, WorkTree workTree) {
    String platform = PlatformContext.of(trust).map(CiReportedChange::platform).orElse(null);
    return new BaseReferences(
        specFile(request, spec, base.expectations(), workTree),
        headsAtBase(base, workTree),
        platform);
  }

  Optional<Json.Obj> file() {
    return Optional.ofNullable(specFile);
  }

  Optional<String> platform() {
    return Optional.ofNullable(askedPlatform);
  }

  Optional<Json> heads() {
    return Optional.ofNullable(headsAtBase)
        .map(heads -> Json.strings(heads.stream().map(Sha256::hex).sorted().toList()));
  }

  private static Json.@Nullable Obj specFile(
      RunRequest request, ChosenSpec spec, Base base, WorkTree workTree) {
    if (spec.origin() == ChosenSpec.Origin.CODE) {
      return null;
    }
    RepoPath path = workTree.inProject(request.specFile());
    Json.ObjectBuilder file = Json.object().put("path", path.display());
    Optional<TreeEntry> entry = base.entry(path);
    if (spec.origin() == ChosenSpec.Origin.BASE && entry.isPresent()) {
      file.put("gitBlob", entry.get().id().hex());
      base.read(path).ifPresent(bytes -> file.put("sha256", Sha256.hash(bytes).hex()));
    }
    return file.build();
  }

  private static @Nullable List<Sha256> headsAtBase(Base base, WorkTree workTree) {
    try {
      return base.read(workTree.inProject(CommittedLedger.FILE))
          .map(CommittedLedger::heads)
          .orElse(List.of());
    } catch (RepositoryException tooLargeOrDamaged) {
      return null;
    }
  }
}
