/** An agent of LangChain4j whose word counts for nothing until a run passed. */
@NullMarked
package dev.loopgen.agent;

import org.jspecify.annotations.NullMarked;
