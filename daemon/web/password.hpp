#pragma once

#include <string>
#include <string_view>

namespace entangled::web {

/// Why a text cannot be used as the bcrypt hash of a password, as the end of a sentence about it; empty if it can.
/// Never holds anything of the text.
[[nodiscard]] std::string bcrypt_fault(std::string_view hash);

/// The cost of a hash without fault: each one more takes twice as long.
[[nodiscard]] int bcrypt_cost(std::string_view hash) noexcept;

/// Whether the password has that hash. Takes 70 ms at a cost of 10, so it is not for the loop. False if the password
/// holds a zero byte, which bcrypt would take for its end.
[[nodiscard]] bool password_matches(const std::string& password, const std::string& hash);

}  // namespace entangled::web
