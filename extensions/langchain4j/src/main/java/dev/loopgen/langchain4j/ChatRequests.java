package dev.loopgen.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.model.ToolDefinition;
import java.util.List;
import java.util.Objects;

/** Translates requests for LangChain4j. */
final class ChatRequests {

  private ChatRequests() {}

  static ChatRequest of(ModelRequest request) {
    ChatRequest.Builder chat =
        ChatRequest.builder()
            .messages(request.messages().stream().map(ChatRequests::message).toList())
            .maxOutputTokens(request.maxOutputTokens());
    if (!request.tools().isEmpty()) {
      chat.toolSpecifications(request.tools().stream().map(ChatRequests::tool).toList());
    }
    request.temperature().ifPresent(chat::temperature);
    request.answerSchema().ifPresent(schema -> chat.responseFormat(format(schema)));
    return chat.build();
  }

  private static ChatMessage message(ModelMessage message) {
    String content = message.content();
    return switch (message.role()) {
      case SYSTEM -> SystemMessage.from(content);
      case USER -> UserMessage.from(content);
      case ASSISTANT ->
          AiMessage.builder()
              .text(content)
              .toolExecutionRequests(message.toolCalls().stream().map(ChatRequests::call).toList())
              .build();
      case TOOL -> {
        ToolCall answered = Objects.requireNonNull(message.answered());
        yield ToolExecutionResultMessage.from(answered.id(), answered.name(), content);
      }
    };
  }

  private static ToolExecutionRequest call(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(call.name())
        .arguments(call.arguments())
        .build();
  }

  private static ToolSpecification tool(ToolDefinition tool) {
    Json.Obj parameters = tool.parameters();
    JsonObjectSchema.Builder schema = JsonObjectSchema.builder();
    parameters.string("description").ifPresent(schema::description);
    parameters
        .object("properties")
        .ifPresent(
            properties ->
                properties.members().forEach((name, type) -> schema.addProperty(name, raw(type))));
    parameters.array("required").ifPresent(names -> schema.required(texts(names)));
    parameters.bool("additionalProperties").ifPresent(schema::additionalProperties);
    return ToolSpecification.builder()
        .name(tool.name())
        .description(tool.description())
        .parameters(schema.build())
        .build();
  }

  private static List<String> texts(List<Json> elements) {
    return elements.stream()
        .filter(Json.Text.class::isInstance)
        .map(text -> ((Json.Text) text).value())
        .toList();
  }

  private static ResponseFormat format(Json.Obj schema) {
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(JsonSchema.builder().name("answer").rootElement(raw(schema)).build())
        .build();
  }

  private static JsonRawSchema raw(Json schema) {
    return JsonRawSchema.from(schema.text());
  }
}
