/**
 * Connections to language models: Ollama, and servers that speak OpenAI's protocols.
 *
 * <p>{@link dev.loopgen.adapters.ModelSettings} finds out which model to ask and opens the
 * connection; {@link dev.loopgen.adapters.OllamaModelAdapter} and {@link
 * dev.loopgen.adapters.OpenAiCompatibleModelAdapter} are the connections.
 */
@NullMarked
package dev.loopgen.adapters;

import org.jspecify.annotations.NullMarked;
