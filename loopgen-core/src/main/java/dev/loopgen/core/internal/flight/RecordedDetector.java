package dev.loopgen.core.internal.flight;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;

/** A detector whose snapshots leave events. */
public record RecordedDetector(ChangeDetector detector) implements ChangeDetector {

  @Override
  public WorkTree workTree() {
    return detector.workTree();
  }

  @Override
  public Base resolveBase(BaseRequest request) throws InterruptedException {
    return detector.resolveBase(request);
  }

  @Override
  public TreeSnapshot snapshot(SnapshotRequest request) throws InterruptedException {
    return FlightEvents.snapshot(() -> detector.snapshot(request));
  }
}
