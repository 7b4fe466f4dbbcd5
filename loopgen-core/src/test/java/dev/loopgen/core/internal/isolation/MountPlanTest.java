package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.isolation.MachineFacts.MaskedPath;
import dev.loopgen.core.internal.isolation.Mount.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
final class MountPlanTest {

  private static final Path OWN = Path.of("/tmp/loopgen-sandbox1/shared");
  private static final Path EMPTY = OWN.resolve("empty");
  private static final Path HOME = Path.of("/home/jo");
  private static final Path ROOT = Path.of("/home/jo/shop");

  @Test
  void mounts_areInTheOrderOfTheirDepth() {
    List<Path> seen = new ArrayList<>();
    for (Mount mount : plan(project(ROOT, ROOT.resolve(".git"))).mounts()) {
      assertThat(seen).noneMatch(earlier -> earlier.startsWith(mount.target()));
      seen.add(mount.target());
    }
  }

  @Test
  void project_inHome_isWritableInsideAReadOnlyOne() {
    MountPlan plan = plan(project(ROOT, ROOT.resolve(".git")));

    assertThat(kind(plan, HOME)).isEqualTo(Kind.READ_ONLY);
    assertThat(kind(plan, ROOT)).isEqualTo(Kind.WRITABLE);
    assertThat(kind(plan, ROOT.resolve(".git"))).isEqualTo(Kind.READ_ONLY);
  }

  @Test
  void project_thatIsHome_isWritableWithItsCredentialsMasked() {
    MountPlan plan = plan(project(HOME, HOME.resolve(".git")));

    assertThat(kind(plan, HOME)).isEqualTo(Kind.WRITABLE);
    assertThat(kind(plan, HOME.resolve(".ssh"))).isEqualTo(Kind.HIDDEN);
    assertThat(mount(plan, HOME.resolve(".npmrc")).source()).isEqualTo(EMPTY);
  }

  @Test
  void protectedPath_hasEveryDirectoryUpToTheRootPinned() {
    Path deep = ROOT.resolve("a/b/c/.git");

    MountPlan plan = plan(project(ROOT, deep));

    for (String directory : new String[] {"a", "a/b", "a/b/c"}) {
      assertThat(kind(plan, ROOT.resolve(directory))).isEqualTo(Kind.WRITABLE);
    }
    assertThat(kind(plan, deep)).isEqualTo(Kind.READ_ONLY);
  }

  @Test
  void project_belowTmp_hasADirectoryAboveItThatCannotBeRenamed() {
    Path root = Path.of("/tmp/a/b/shop");

    MountPlan plan = plan(project(root, root.resolve(".git")));

    assertThat(kind(plan, Path.of("/tmp"))).isEqualTo(Kind.EMPTY);
    assertThat(kind(plan, Path.of("/tmp/a"))).isEqualTo(Kind.HIDDEN);
    assertThat(kind(plan, root)).isEqualTo(Kind.WRITABLE);
  }

  @Test
  void export_isShownInPlaceOfTheWorkTreeExceptForGitAndLoopgen() {
    Path layers = Path.of("/tmp/layers");
    ProjectFacts facts =
        new ProjectFacts(
            ROOT,
            ROOT.resolve("sub"),
            List.of(ROOT.resolve(".git"), ROOT.resolve("sub/.loopgen"), ROOT.resolve("sub/src")),
            List.of(),
            Map.of());

    MountPlan plan = plan(facts.showing(layers.resolve("merged")));

    assertThat(mount(plan, ROOT).source()).isEqualTo(layers.resolve("merged"));
    assertThat(mount(plan, ROOT.resolve("sub")).source()).isEqualTo(layers.resolve("merged/sub"));
    assertThat(mount(plan, ROOT.resolve("sub/src")).source())
        .isEqualTo(layers.resolve("merged/sub/src"));
    assertThat(mount(plan, ROOT.resolve(".git")).source()).isEqualTo(ROOT.resolve(".git"));
    assertThat(mount(plan, ROOT.resolve("sub/.loopgen")).source())
        .isEqualTo(ROOT.resolve("sub/.loopgen"));
    assertThat(plan.mounts()).noneMatch(mount -> mount.target().startsWith(layers));
  }

  @Test
  void export_inHome_hasItsLayersHidden() {
    Path layers = HOME.resolve("tmp/layers");

    MountPlan plan = plan(project(ROOT, ROOT.resolve(".git")).showing(layers.resolve("merged")));

    assertThat(kind(plan, layers)).isEqualTo(Kind.HIDDEN);
  }

  @Test
  void export_ofAProjectThatIsHome_masksNothingThatIsNotThere() {
    MountPlan plan =
        plan(project(HOME, HOME.resolve(".git")).showing(Path.of("/tmp/layers/merged")));

    assertThat(mount(plan, HOME).source()).isEqualTo(Path.of("/tmp/layers/merged"));
    assertThat(plan.mounts()).noneMatch(mount -> mount.target().equals(HOME.resolve(".ssh")));
  }

  @Test
  void project_rightBelowTmp_isItsOwnPin() {
    Path root = Path.of("/tmp/shop");

    assertThat(kind(plan(project(root, root.resolve(".git"))), root)).isEqualTo(Kind.WRITABLE);
  }

  @Test
  void project_thatIsReadOnly_isSo() {
    assertThat(kind(plan(project(ROOT, ROOT)), ROOT)).isEqualTo(Kind.READ_ONLY);
  }

  @Test
  void directories_belowAReadOnlyWorkTree_areReadOnlyToo() {
    Path project = ROOT.resolve("a/b");
    ProjectFacts facts =
        new ProjectFacts(
            ROOT,
            project,
            List.of(ROOT.resolve(".git"), project.resolve(".loopgen"), ROOT),
            List.of(),
            Map.of());

    assertThat(plan(facts).mounts())
        .filteredOn(mount -> mount.target().startsWith(ROOT))
        .extracting(Mount::kind)
        .containsOnly(Kind.READ_ONLY);
  }

  @Test
  void writable_ofAMaskedPath_isShownAndOthersStayMasked() {
    Path given = HOME.resolve(".npmrc");
    MountPlan plan =
        MountPlan.of(machine(List.of()), project(ROOT, ROOT), OWN, EMPTY, Map.of(), Set.of(given));

    assertThat(mount(plan, given)).isEqualTo(new Mount(given, Kind.WRITABLE, given));
    assertThat(kind(plan, HOME.resolve(".ssh"))).isEqualTo(Kind.HIDDEN);
  }

  @Test
  void socket_whereItWouldShow_isCovered() {
    Path shown = HOME.resolve("agent.sock");
    Path hidden = Path.of("/run/docker.sock");
    Path inMasked = HOME.resolve(".ssh/agent");

    MountPlan plan =
        MountPlan.of(
            machine(List.of(shown, hidden, inMasked)),
            project(ROOT, ROOT.resolve(".git")),
            OWN,
            EMPTY,
            Map.of());

    assertThat(mount(plan, shown).source()).isEqualTo(EMPTY);
    assertThat(plan.mounts()).extracting(Mount::target).doesNotContain(hidden, inMasked);
  }

  @Test
  void cache_thatIsCopied_isWritableFromTheCopy() {
    Path cache = HOME.resolve(".m2/repository");
    Path copy = Path.of("/tmp/loopgen-sandbox1/cache-0");

    MountPlan plan =
        MountPlan.of(machine(List.of()), project(ROOT, ROOT), OWN, EMPTY, Map.of(cache, copy));

    assertThat(mount(plan, cache)).isEqualTo(new Mount(cache, Kind.WRITABLE, copy));
  }

  @Test
  void cache_thatStandsForItself_isDiscarded() {
    Path cache = HOME.resolve(".npm");

    MountPlan plan =
        MountPlan.of(machine(List.of()), project(ROOT, ROOT), OWN, EMPTY, Map.of(cache, cache));

    assertThat(kind(plan, cache)).isEqualTo(Kind.DISCARDED);
  }

  @Test
  void ownFiles_inAWorkTree_areHiddenThere() {
    Path temporary = ROOT.resolve("target/loopgen-sandbox1");

    MountPlan plan =
        MountPlan.of(
            machine(List.of()),
            project(ROOT, ROOT.resolve(".git")),
            temporary.resolve("shared"),
            EMPTY,
            Map.of());

    assertThat(kind(plan, temporary)).isEqualTo(Kind.HIDDEN);
    assertThat(mount(plan, MountPlan.OWN).source()).isEqualTo(temporary.resolve("shared"));
  }

  private static MountPlan plan(ProjectFacts project) {
    return MountPlan.of(machine(List.of()), project, OWN, EMPTY, Map.of());
  }

  private static MachineFacts machine(List<Path> sockets) {
    return new MachineFacts(
        List.of(Path.of("/usr"), Path.of("/etc")),
        Map.of(Path.of("/bin"), Path.of("usr/bin")),
        List.of(HOME),
        List.of(
            new MaskedPath(HOME.resolve(".ssh"), true),
            new MaskedPath(HOME.resolve(".npmrc"), false)),
        List.of(),
        sockets);
  }

  private static ProjectFacts project(Path root, Path readOnly) {
    return new ProjectFacts(root, root, List.of(readOnly), List.of(), Map.of());
  }

  private static Mount mount(MountPlan plan, Path target) {
    return plan.mounts().stream()
        .filter(mount -> mount.target().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static Kind kind(MountPlan plan, Path target) {
    return mount(plan, target).kind();
  }
}
