#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/web/rate_limit.hpp"

namespace entangled::web {

struct TlsContext;

/// Who may ask, and over what. Fixed once made; a server takes the next one as a whole.
struct Access {
    std::shared_ptr<TlsContext> tls;                                ///< null: plain HTTP
    std::map<std::string, std::string, std::less<>> users;          ///< name and bcrypt hash; empty: anybody
    std::vector<std::string> auth_exempt_paths;                     ///< paths that need no user, exactly
    std::vector<std::pair<std::string_view, std::string>> headers;  ///< of every answer; names are literals
    std::optional<RateLimit> rate_limit;
    friend bool operator==(const Access&, const Access&) = default;
};

}  // namespace entangled::web
