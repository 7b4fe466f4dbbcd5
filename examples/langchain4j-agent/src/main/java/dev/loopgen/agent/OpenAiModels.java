package dev.loopgen.agent;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;

/**
 * Chat models behind one server that speaks OpenAI's protocol.
 *
 * @param address the server's address, with its {@code /v1}
 * @param key the key to send; a local server takes any
 * @param model the model's name
 */
record OpenAiModels(String address, String key, String model) {

  private static final Duration LONGEST = Duration.ofMinutes(10);

  ChatModel atOnce() {
    return OpenAiChatModel.builder()
        .baseUrl(address)
        .apiKey(key)
        .modelName(model)
        .timeout(LONGEST)
        .build();
  }

  StreamingChatModel inParts() {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(address)
        .apiKey(key)
        .modelName(model)
        .timeout(LONGEST)
        .build();
  }

  @Override
  public String toString() {
    return model + " at " + address;
  }
}
