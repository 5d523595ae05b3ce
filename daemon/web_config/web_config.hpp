#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/config/configuration.hpp"
#include "daemon/web/access.hpp"

namespace entangled {

/// What a web configuration file says, in the form of Prometheus' exporter-toolkit with `auth_exempt_paths`.
struct LoadedWebConfig {
    std::shared_ptr<const web::Access> access;  ///< null if there are errors
    bool is_empty{false};                       ///< the file says nothing at all
    std::vector<std::string> files;             ///< it and those it names: what changes when they change
    std::vector<ConfigError> errors;            ///< all of them, in the order of the file; never with a key or a hash
    std::vector<ConfigError> warnings;
};

/// Reads the file and the certificates and keys it names, relative to its folder. Never throws for bad input. An empty
/// path is no file: anybody may ask, over plain HTTP. `now` is for warning of a certificate that has ended.
[[nodiscard]] LoadedWebConfig load_web_config(const std::string& path, Timestamp now);

}  // namespace entangled
