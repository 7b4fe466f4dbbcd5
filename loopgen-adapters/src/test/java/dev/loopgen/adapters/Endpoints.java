package dev.loopgen.adapters;

import java.util.Map;

/** Endpoints of tests: with a key, and without waits. */
final class Endpoints {

  static final String KEY = "sk-canary-7c5f2d91ab3e4460";

  private Endpoints() {}

  static ModelEndpoint endpoint(String address) {
    return ModelEndpoint.builder(address, "scripted")
        .keyVariable("MODEL_KEY")
        .environment(Map.of("MODEL_KEY", KEY))
        .sleeper(duration -> {})
        .build();
  }
}
