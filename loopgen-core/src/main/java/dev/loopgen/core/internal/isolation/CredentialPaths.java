package dev.loopgen.core.internal.isolation;

import java.util.List;

/** Where credentials are kept by convention. */
final class CredentialPaths {

  /** Paths relative to the home directory. */
  static final List<String> OF_HOME =
      List.of(
          ".ssh",
          ".gnupg",
          ".password-store",
          ".netrc",
          "_netrc",
          ".git-credentials",
          ".config/git/credentials",
          ".config/gh",
          ".config/hub",
          ".config/glab-cli",
          ".aws",
          ".azure",
          ".config/gcloud",
          ".config/doctl",
          ".config/rclone",
          ".config/sops",
          ".config/op",
          ".kube",
          ".docker",
          ".config/containers",
          ".terraform.d/credentials.tfrc.json",
          ".vault-token",
          ".s3cfg",
          ".boto",
          ".pgpass",
          ".my.cnf",
          ".mylogin.cnf",
          ".npmrc",
          ".yarnrc.yml",
          ".pypirc",
          ".pip/pip.conf",
          ".config/pip/pip.conf",
          ".m2/settings.xml",
          ".m2/settings-security.xml",
          ".gradle/gradle.properties",
          ".cargo/credentials",
          ".cargo/credentials.toml",
          ".gem/credentials",
          ".bundle/config",
          ".nuget/NuGet/NuGet.Config",
          ".huggingface/token",
          ".cache/huggingface/token",
          ".sigstore",
          ".claude",
          ".claude.json",
          ".codex",
          ".gemini",
          ".local/share/keyrings",
          ".mozilla",
          ".thunderbird",
          ".config/google-chrome",
          ".config/chromium",
          ".bash_history",
          ".zsh_history",
          ".python_history",
          ".node_repl_history",
          ".psql_history",
          ".local/share/fish/fish_history");

  /** Absolute paths, of which only root may read most. */
  static final List<String> OF_MACHINE =
      List.of(
          "/etc/shadow",
          "/etc/shadow-",
          "/etc/gshadow",
          "/etc/gshadow-",
          "/etc/sudoers",
          "/etc/sudoers.d",
          "/etc/ssh",
          "/etc/ssl/private",
          "/etc/krb5.keytab",
          "/etc/letsencrypt",
          "/etc/docker",
          "/etc/kubernetes",
          "/etc/rancher",
          "/etc/wireguard",
          "/etc/openvpn",
          "/etc/NetworkManager/system-connections");

  /** Variables that name files with credentials. */
  static final List<String> VARIABLES =
      List.of(
          "AWS_CONFIG_FILE",
          "AWS_SHARED_CREDENTIALS_FILE",
          "AWS_WEB_IDENTITY_TOKEN_FILE",
          "AZURE_CONFIG_DIR",
          "CLOUDSDK_CONFIG",
          "DOCKER_CONFIG",
          "GH_CONFIG_DIR",
          "GNUPGHOME",
          "GOOGLE_APPLICATION_CREDENTIALS",
          "KUBECONFIG",
          "NETRC",
          "NPM_CONFIG_USERCONFIG",
          "npm_config_userconfig",
          "PGPASSFILE",
          "PIP_CONFIG_FILE");

  /** The caches of build tools, relative to the home directory. */
  static final List<String> CACHES =
      List.of(
          ".m2/repository",
          ".gradle",
          ".npm",
          ".cache",
          ".yarn",
          ".local/share/pnpm",
          ".cargo/registry",
          ".cargo/git",
          ".nuget/packages",
          ".ivy2",
          "go/pkg");

  private CredentialPaths() {}
}
