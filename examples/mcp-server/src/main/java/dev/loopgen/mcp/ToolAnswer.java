package dev.loopgen.mcp;

import dev.loopgen.api.json.Json;

/**
 * What a tool answers.
 *
 * @param json the structured content
 * @param text the same in sentences, for a model
 */
record ToolAnswer(Json.Obj json, String text) {}
