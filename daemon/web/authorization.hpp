#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entangled::web {

/// Name and password as a client sent them. Never to be logged.
struct Credentials {
    std::string user;
    std::string password;
};

/// Reads an Authorization header of the scheme Basic. Empty if it is of another scheme or malformed.
[[nodiscard]] std::optional<Credentials> read_basic_authorization(std::string_view header);

}  // namespace entangled::web
