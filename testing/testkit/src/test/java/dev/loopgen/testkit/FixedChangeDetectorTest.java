package dev.loopgen.testkit;

import dev.loopgen.api.tree.ChangeDetector;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class FixedChangeDetectorTest extends ChangeDetectorContract {

  @Override
  protected ChangeDetector open(Map<String, String> base, Map<String, String> disk) {
    FixedChangeDetector detector = new FixedChangeDetector(Path.of("."), base);
    base.keySet().forEach(detector::remove);
    disk.forEach(detector::write);
    return detector;
  }
}
