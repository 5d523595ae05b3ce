#include "daemon/metrics/gzip.hpp"

#include <zlib.h>
#include <new>

namespace entangled {
namespace {

class Deflater {
  public:
    /// Level 1: a page is compressed at every cycle and read once or twice; level 6 costs three times the time for a
    /// body a tenth smaller.
    Deflater()
    {
        constexpr int with_gzip_header = 16;
        if (deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + with_gzip_header, 8, Z_DEFAULT_STRATEGY) !=
            Z_OK) {
            throw std::bad_alloc();
        }
    }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
    ~Deflater() { deflateEnd(&stream_); }

    [[nodiscard]] z_stream& stream() noexcept { return stream_; }

  private:
    z_stream stream_{};
};

}  // namespace

std::string gzip(std::string_view bytes)
{
    Deflater deflater;
    z_stream& stream = deflater.stream();
    std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    // zlib never writes through next_in; the type is from before const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    // One call is enough: the output has room for the bound.
    if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::bad_alloc();
    out.resize(stream.total_out);
    out.shrink_to_fit();
    return out;
}

}  // namespace entangled
