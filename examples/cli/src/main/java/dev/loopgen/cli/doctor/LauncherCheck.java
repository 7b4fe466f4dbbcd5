package dev.loopgen.cli.doctor;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/** Whether the launcher has the archive of classes that it starts faster with. */
final class LauncherCheck implements Check {

  @Override
  public List<Diagnosis> of(Patient patient) {
    CodeSource source = LauncherCheck.class.getProtectionDomain().getCodeSource();
    try {
      Path jar = source == null ? null : Path.of(source.getLocation().toURI());
      return jar == null || !Files.isRegularFile(jar) ? List.of() : List.of(beside(jar));
    } catch (URISyntaxException e) {
      return List.of();
    }
  }

  private static Diagnosis beside(Path jar) {
    Path directory = jar.toAbsolutePath().getParent();
    if (directory != null && Files.isRegularFile(directory.resolve("loopgen.jsa"))) {
      return Diagnosis.ok("launcher", "The archive of classes is beside the jar.");
    }
    return Diagnosis.note(
        "launcher",
        "There is no archive of classes beside " + jar + ", so each start takes longer.",
        "Run `archive.sh` with the directory of the jar.");
  }
}
