package dev.loopgen.quickstart;

import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.testkit.ChangeDetectorContract;
import dev.loopgen.testkit.FixedChangeDetector;
import java.nio.file.Path;
import java.util.Map;

// begin contract
final class MyDetectorTest extends ChangeDetectorContract {

  @Override
  protected ChangeDetector open(Map<String, String> base, Map<String, String> disk) {
    FixedChangeDetector detector = new FixedChangeDetector(Path.of("."), base);
    base.keySet().forEach(detector::remove);
    disk.forEach(detector::write);
    return detector;
  }
}
// end contract
