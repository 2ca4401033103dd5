"""Holds what export.py writes against what it read: python -m unittest test_export

Skipped where TensorFlow is missing.
"""

import json
import tempfile
import unittest
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

BUNDLED = Path(__file__).parent.parent / "src/main/resources/dev/pomona/model/features/backbone"

if find_spec("tensorflow"):
    import keras
    import numpy as np
    from keras import layers

    import export


@unittest.skipUnless(find_spec("tensorflow"), "needs TensorFlow")
class ExportTest(unittest.TestCase):
    def setUp(self):
        work = tempfile.TemporaryDirectory()
        self.addCleanup(work.cleanup)
        self.work = Path(work.name)

    def test_the_bundled_backbone_is_written_again_from_its_weights(self):
        arrays = export.weights_of(BUNDLED)
        self.assertEqual(len(arrays), 104)
        self.assertEqual(arrays["block_3_depthwise__kernel"].shape, (3, 3, 144, 1))
        np.savez(self.work / "weights.npz", **arrays)
        export.export_ours(SimpleNamespace(weights=self.work / "weights.npz", folder=self.work / "again", name=None, version="3", side=224))
        again, bundled = (json.loads((folder / "backbone.json").read_text()) for folder in (self.work / "again", BUNDLED))
        self.assertEqual(again, bundled)

    def test_weights_of_another_network_are_refused(self):
        with self.assertRaises(KeyError):
            export.ours({}, 224)

    def test_bfloat16_is_the_nearest_and_of_two_the_even_one(self):
        numbers = np.array([1, 1 + 2**-8, 1 + 3 * 2**-8, 1 + 2**-8 + 2**-20, -1 - 3 * 2**-9, 0], "f4")
        nearest = [1, 1, 1 + 2**-6, 1 + 2**-7, -1 - 2**-7, 0]
        np.testing.assert_array_equal(export.nearest(numbers), np.array(nearest, "f4"))

    def test_rounded_windows_keep_their_sums(self):
        kernel = np.random.default_rng(0).normal(size=(3, 3, 64, 1)).astype("f4")
        rounded = export.keeping_sums(kernel)
        np.testing.assert_array_equal(export.nearest(rounded), rounded)
        off = np.abs((rounded - kernel).sum((0, 1))).max()
        off_nearest = np.abs((export.nearest(kernel) - kernel).sum((0, 1))).max()
        self.assertLess(off, off_nearest / 3)

    def test_batch_normalisation_is_folded_where_it_follows_a_layer_alone(self):
        for depthwise in (False, True):
            model = self.model(depthwise)
            folded = export.folded(model)
            self.assertEqual([layer.name for layer in folded.layers if isinstance(layer, layers.BatchNormalization)], ["alone"])
            pictures = np.random.default_rng(1).uniform(-1, 1, (2, 8, 8, 3)).astype("f4")
            np.testing.assert_allclose(folded.predict(pictures, verbose=0), model.predict(pictures, verbose=0), atol=1e-5)

    def test_preprocessing_is_found_by_what_it_does(self):
        self.assert_preprocessing("tf", "RGB", [1 / 127.5] * 3, [-1] * 3)
        self.assert_preprocessing("caffe", "BGR", [1] * 3, [-103.939, -116.779, -123.68])
        self.assert_preprocessing("torch", "RGB", [1 / 58.395, 1 / 57.12, 1 / 57.375], [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225])
        self.assert_preprocessing("none", "RGB", [1] * 3, [0] * 3)

    def test_features_are_those_of_a_layer_averaged_over_the_pixels(self):
        self.assertEqual(export.features_of(self.model(False), "conv").output_shape, (None, 4))
        self.assertEqual(export.features_of(self.model(False), None).output_shape, (None, 4))

    def assert_preprocessing(self, mode, order, scale, offset):
        found = export.preprocessing(mode)
        self.assertEqual(found[0], order)
        np.testing.assert_allclose(found[1], scale, rtol=1e-5)
        np.testing.assert_allclose(found[2], offset, rtol=1e-5, atol=1e-6)

    @staticmethod
    def model(depthwise):
        pictures = keras.Input((8, 8, 3))
        x = layers.DepthwiseConv2D(3, depth_multiplier=2, name="depthwise")(pictures) if depthwise else pictures
        x = layers.BatchNormalization(name="depthwise_bn")(x) if depthwise else x
        x = layers.Conv2D(4, 3, name="conv")(x)
        x = layers.BatchNormalization(name="conv_bn")(x)
        x = layers.BatchNormalization(name="alone")(layers.ReLU()(x))
        model = keras.Model(pictures, layers.Dense(4)(layers.GlobalAveragePooling2D()(x)))
        random = np.random.default_rng(2)
        for layer in model.layers:
            if isinstance(layer, layers.BatchNormalization):
                layer.set_weights([random.uniform(0.5, 1.5, weight.shape) for weight in layer.get_weights()])
        return model


if __name__ == "__main__":
    unittest.main()
