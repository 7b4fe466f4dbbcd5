package dev.loopgen.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FileReasonTest {

  private static final String FILE = "/home/somebody/project/file.txt";

  static Stream<IOException> failures() {
    return Stream.of(
        new AccessDeniedException(FILE),
        new NoSuchFileException(FILE),
        new FileAlreadyExistsException(FILE),
        new NotDirectoryException(FILE),
        new FileSystemException(FILE, null, "No space left on device"),
        new IOException(new ReadOnlyFileSystemException()),
        new IOException(FILE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void withoutName_anyFailure_namesNeitherAFileNorAClass(IOException failure) {
    assertThat(FileReason.withoutName(failure))
        .isNotBlank()
        .doesNotContain("/", "Exception", "null");
  }
}
