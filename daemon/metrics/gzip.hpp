#pragma once

#include <string>
#include <string_view>

namespace entangled {

/// The bytes as one gzip member without name or time: same input, same output. Throws std::bad_alloc without memory.
[[nodiscard]] std::string gzip(std::string_view bytes);

}  // namespace entangled
