package dev.loopgen.api.isolation;

import dev.loopgen.api.isolation.Isolation.Network;

/** An attempt to get out of an isolation, made from inside before the first command. */
public enum Probe {
  /** Make a protected directory writable by mounting it again. */
  REMOUNT("remount"),
  /** Remove the mount that protects a directory. */
  UNMOUNT("unmount"),
  /** Create a file in a protected directory. */
  PROTECTED_WRITE("protected-write"),
  /** Create a user and mount namespace, in which everything may be mounted. */
  NESTED_NAMESPACE("nested-namespace"),
  /** Connect to a TCP port of the machine. Fails only without network. */
  TCP("tcp"),
  /** Connect to a UNIX domain socket of the machine. */
  UNIX_SOCKET("unix-socket"),
  /** Read a credential in the home directory, or loopgen's own key. */
  CREDENTIAL("credential"),
  /** Create a file in the home directory. */
  HOME_WRITE("home-write"),
  /** Open the controlling terminal. */
  TERMINAL("terminal"),
  /** Read the environment of a process outside. */
  ENVIRONMENT("environment"),
  /** Signal a process outside. */
  SIGNAL("signal"),
  /** Open a setting of the running kernel for writing, which root may even without capabilities. */
  KERNEL_SETTING("kernel-setting");

  private final String id;

  Probe(String id) {
    this.id = id;
  }

  /**
   * Returns the name of the probe in files and machine output.
   *
   * @return lower case, words joined by hyphens
   */
  public String id() {
    return id;
  }

  /**
   * Tells whether a level is reached only if this probe did not get out.
   *
   * @param network the network that commands have
   * @return true, except for the probe of a network that commands are meant to have
   */
  public boolean isNeeded(Network network) {
    return this != TCP || network == Network.NONE;
  }
}
