package dev.loopgen.core.internal.flight;

import dev.loopgen.api.tree.TreeSnapshot;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

@Name("dev.loopgen.Snapshot")
@Label("Snapshot")
@Description("One reading of the work tree, by a run or a gate")
final class SnapshotEvent extends LoopgenEvent {

  @Label("Hashing")
  @Description("Whether every file was read, or the index believed")
  @Nullable String hashing;

  @Label("Files")
  @Description("How many paths are judged")
  int files;

  @Label("Untracked")
  @Description("How many of them are not in the index")
  int untracked;

  @Label("Watched")
  @Description("How many guarded files are not judged")
  int watched;

  static TreeSnapshot around(Work<TreeSnapshot> reading) throws InterruptedException {
    SnapshotEvent event = new SnapshotEvent();
    return event.isEnabled() ? event.around(reading, event::set) : reading.call();
  }

  private void set(TreeSnapshot snapshot) {
    hashing = snapshot.hashing().id();
    files = snapshot.entries().size();
    untracked = snapshot.untracked().size();
    watched = snapshot.watched().size();
  }
}
