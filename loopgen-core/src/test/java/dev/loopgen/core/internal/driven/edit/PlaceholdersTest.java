package dev.loopgen.core.internal.driven.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceholdersTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// ... existing code ...",
        "// ...existing code...",
        "# ... rest of the code ...",
        "# rest of file unchanged",
        "// rest of file",
        "// rest of the file remains the same",
        "/* ... unchanged ... */",
        "/* rest of the implementation */",
        "<!-- rest of the file unchanged -->",
        "-- ... remaining code ...",
        "; rest unchanged",
        "{/* ... existing code ... */}",
        "... existing code ...",
        "… rest of code …",
        "// (rest of the methods unchanged)",
        "# [unchanged]",
        "# unchanged",
        "// remaining methods stay the same",
        "# ... (other functions) ...",
        "// code omitted for brevity",
        "* ... the rest ...",
      })
  void isPlaceholder_wordsForOmittedCode_isTrue(String line) {
    assertThat(Placeholders.isPlaceholder(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "return rest",
        "# the rest of the tokens are parsed lazily",
        "// existing users keep their password",
        "function f(a, ...rest) {",
        "...existing,",
        "x = [...same, other]",
        "# before",
        "// Returns the remaining bytes.",
        "log.info(\"rest of file ...\");",
        "# other",
        "def original(self): ...",
        "// TODO: handle the rest",
        "",
      })
  void isPlaceholder_code_isFalse(String line) {
    assertThat(Placeholders.isPlaceholder(line)).isFalse();
  }
}
