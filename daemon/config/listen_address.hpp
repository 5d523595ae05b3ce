#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entangled {

struct ListenAddress {
    std::string address;  ///< IPv4 or IPv6, without brackets
    std::uint16_t port{};
};

/// Reads `127.0.0.1:10930` or `[::1]:10930`; port 0 lets the system choose. Empty if the text is anything else, host
/// names included.
[[nodiscard]] std::optional<ListenAddress> parse_listen_address(std::string_view text);

}  // namespace entangled
