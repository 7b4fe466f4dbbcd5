package dev.loopgen.core.internal.driven.failure;

import java.util.function.Consumer;

/** One tool's way to name places. An instance reads one output, line by line. */
interface LocationFormat {

  /** Passes on the places that a line names; the line has no colours and no line end. */
  void line(String line, Consumer<FailureLocation> found);
}
