"""SMS under the office's name through VinaPhone: texts are registered beforehand, and only their parameters vary."""
