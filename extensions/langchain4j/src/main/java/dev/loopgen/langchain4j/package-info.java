/** Bridges LangChain4j: its chat models drive runs, and its agents get the verdict as a tool. */
@NullMarked
package dev.loopgen.langchain4j;

import org.jspecify.annotations.NullMarked;
