package dev.pomona.model.photo;

import java.util.Base64;

/** Files that Java cannot write, made by src/test/golden/samples.py: four quadrants of one colour each, 48 x 32 pixels. */
enum SamplePictures {
    WEBP_LOSSY("""
            UklGRn4AAABXRUJQVlA4IHIAAAAQBgCdASowACAAPi0QhkKhoQ6uZgAMAWJZgC3AUF4AdaJgXi34AfsZxgXYD9YM77B9jvUfnyBD
            7gAA/vT0MGOqLXUeGTncZOJCs5QeEoW7E1Sx/zyvqFflgA9owdZ7/Ylf/+3+3Gyc7YfKZ+m5ItYAAAA=
            """),
    WEBP_LOSSLESS("""
            UklGRkgAAABXRUJQVlA4TDsAAAAvL8AHAB8gECBOpOqTIE0gQBwp0axJgpCAOCHbbqU8/9Ec2TBQ07YRVJIleSTfzJ0j+j8BhcbM
            GoWZAQA=
            """),
    WEBP_LOSSY_ALPHA("""
            UklGRrgAAABXRUJQVlA4WAoAAAAQAAAALwAAHwAAQUxQSB8AAAABFyAQSFKffI2ICAcibZubnMnrHB6O6P8EoNdmU7QZAFZQOCBy
            AAAAEAYAnQEqMAAgAD4tEIZCoaEOrmYADAFiWYAtwFBeAHWiYF4t+AH7GcYF2A/WDO+wfY71H58gQ+4AAP709DBjqi11Hhk53GTi
            QrOUHhKFuxNUsf88r6hX5YAPaMHWe/2JX//t/txsnO2HymfpuSLWAAAA
            """),
    WEBP_LOSSLESS_ALPHA("""
            UklGRk4AAABXRUJQVlA4TEEAAAAvL8AHEB8gECBOZCkQK1FN2wYMwfBH0XX1FggkElFONapAgODcuXhWgO0FNW0bQSVZkkfyzdw5
            ov8TYGzMrFCYGQA=
            """),
    WEBP_TURNED("""
            UklGRngAAABXRUJQVlA4WAoAAAAIAAAAHwAALwAAVlA4TDgAAAAvH8ALAB8gECBOpOqTIE0gQBwp0axJgpCAOCHbbqU8/9Ec2TAg
            zDaa5CQneQb3juh/qAL8rtq230VYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=
            """),
    JPEG_CMYK("""
            /9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoK
            CgYICwwLCgwJCgoK/8AAFAgAIAAwBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB
            AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH
            SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV
            1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD+f+v38r9/K/fyiiiiiiiiv7/K/gDoooooooooor+AOv7/
            ACiiiiiiiiiiv7/K/gDooooooooooor+/wAr+AOiiiiiiiiiiiv7/K/gDoooooooooor+AOv7/KKKKKKKKKKK/v8r+AOiiiiiiii
            v//Z
            """),
    JPEG_YCCK("""
            /9j/7gAOQWRvYmUAZAAAAAAC/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoK
            CgYICwwLCgwJCgoK/8AAFAgAIAAwBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIB
            AwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZH
            SElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV
            1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD4vr5Pr9/K/fyiiiiiiiiv0kr5br+Feiiiiiiiiivzbr6k
            r+6iiiiiiiiiiv0kr5br+Feiiiiiiiiivwfr+1Cv1YooooooooorwuvwDr1Sv4A6KKKKKKKK90r9/K8rr+/yiiiiiiiivC6/AOvV
            K/gDoooooooor//Z
            """);

    private final String base64;

    SamplePictures(String base64) {
        this.base64 = base64;
    }

    byte[] bytes() {
        return Base64.getMimeDecoder().decode(base64);
    }
}
