package dev.loopgen.integrations

import dev.loopgen.api.run.Failure
import dev.loopgen.api.run.RunRequest
import dev.loopgen.core.Loopgen
import java.nio.file.Path

// begin kotlin
fun judge(project: Path, loop: String): String {
  val result = Loopgen.runner(project).build().run(RunRequest.of(loop))
  val hash: String? = result.entry().flatMap { it.hash() }.orElse(null)
  if (result.passed()) return "passed, on record as $hash"
  return result.failures().joinToString("\n") { failure ->
    when (failure) {
      is Failure.ForbiddenPath -> "hands off ${failure.path()}"
      is Failure.CommandFailed -> failure.result().describe()
      else -> failure.describe()
    }
  }
}
// end kotlin
